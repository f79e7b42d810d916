"""What a minute book is about: meetings, groups, people and actions, as frozen facts that know their place."""
