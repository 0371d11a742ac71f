"""How fast is the ledger, as a ratio to a ceiling measured in the same run?"""
