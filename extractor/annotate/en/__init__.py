"""English: number grammar, cue tables, name and quote rules, with their rule data beside them."""
