-- Included: a set of whole numbers from 1 to 4294967295 as a text of ranges, 8 bytes each: the first and the last number, the
-- highest byte first. The ranges ascend and no two touch, so that what is without gaps is one range whatever its length.
local unpackRange, packRange = struct.unpack, struct.pack
local function rangeAt(set, i)
  return unpackRange('>I4I4', set, 8 * i + 1)
end

-- How many ranges end before the number.
local function rangesBefore(set, number)
  local low, high = 0, #set / 8
  while low < high do
    local middle = math.floor((low + high) / 2)
    if unpackRange('>I4', set, 8 * middle + 5) < number then
      low = middle + 1
    else
      high = middle
    end
  end
  return low
end

local function holds(set, number)
  local i = rangesBefore(set, number)
  return 8 * i < #set and (rangeAt(set, i)) <= number
end

-- The set and the number; the same set if it holds it already.
local function with(set, number)
  local i = rangesBefore(set, number)
  local first, last, from, to = number, number, 8 * i, 8 * i
  if to < #set then
    local nextFirst, nextLast = rangeAt(set, i)
    if nextFirst <= number then
      return set
    end
    if nextFirst == number + 1 then
      last, to = nextLast, to + 8
    end
  end
  if i > 0 then
    local before, ending = rangeAt(set, i - 1)
    if ending == number - 1 then
      first, from = before, from - 8
    end
  end
  return set:sub(1, from) .. packRange('>I4I4', first, last) .. set:sub(to + 1)
end

-- The set less the ranges that end before the number.
local function since(set, number)
  return set:sub(8 * rangesBefore(set, number) + 1)
end
