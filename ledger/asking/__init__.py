"""How are questions answered? The slices that each needs are loaded once, and a pure projection answers from them."""
