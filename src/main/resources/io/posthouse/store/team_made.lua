-- Tells how a team's making was answered, to who asks for it again.
-- KEYS: 1 made, 2 watchers
-- Returns: see team_create.lua, or a refusal if that is not known.
--:include made.lua
return madeBefore(KEYS[1], KEYS[2]) or {'NOT_FOUND', 'team'}
