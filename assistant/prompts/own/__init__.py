"""What a playbook adds to the rules: a team's own wordings of what makes a prompt due, and prompts of its own.

wording                 a rule asked about the call as the team's wordings read it
rule                    the rule of a prompt of one's own
conditions, etiquette   when its conditions hold (predicate: what that is)
settled                 what keeps a fact late in a long call as cheap as one at its beginning
"""
