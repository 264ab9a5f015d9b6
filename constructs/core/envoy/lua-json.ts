/**
 * Lua that reads and writes JSON, for scripts that Envoy runs: `parse(text)` and `quote(text)`. `parse` raises an error for
 * anything but one whole JSON value, and for an object that has a key twice: two readers could take it in two ways.
 */
export const luaJson = String.raw`
local function parse(text)
  local position = 1
  local value
  local escapes = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }

  local function skip() position = text:find("[^%s]", position) or #text + 1 end

  local function expect(character)
    skip()
    if text:sub(position, position) ~= character then error("expected " .. character .. " at " .. position) end
    position = position + 1
  end

  local function utf8(code)
    if code < 0x80 then return string.char(code) end
    if code < 0x800 then return string.char(0xC0 + math.floor(code / 0x40), 0x80 + code % 0x40) end
    return string.char(0xE0 + math.floor(code / 0x1000), 0x80 + math.floor(code / 0x40) % 0x40, 0x80 + code % 0x40)
  end

  local function text_value()
    expect('"')
    local parts = {}
    while true do
      local stop = text:find('["\\]', position) or error("unfinished string")
      parts[#parts + 1] = text:sub(position, stop - 1)
      position = stop + 1
      if text:sub(stop, stop) == '"' then return table.concat(parts) end
      local escape = text:sub(position, position)
      position = position + 1
      if escape == "u" then
        parts[#parts + 1] = utf8(tonumber(text:sub(position, position + 3), 16))
        position = position + 4
      else
        parts[#parts + 1] = escapes[escape] or escape
      end
    end
  end

  local function members(close, read)
    local result = {}
    position = position + 1
    skip()
    if text:sub(position, position) == close then position = position + 1 return result end
    while true do
      read(result)
      skip()
      local separator = text:sub(position, position)
      position = position + 1
      if separator == close then return result end
      if separator ~= "," then error("expected , at " .. position) end
    end
  end

  value = function()
    skip()
    local first = text:sub(position, position)
    if first == "{" then
      local seen = {}
      return members("}", function(object)
        skip()
        local key = text_value()
        if seen[key] then error("a key stands twice: " .. key) end
        seen[key] = true
        expect(":")
        object[key] = value()
      end)
    end
    if first == "[" then return members("]", function(list) list[#list + 1] = value() end) end
    if first == '"' then return text_value() end
    local word = text:match("^[%w%.%+%-]+", position) or error("unexpected " .. first)
    position = position + #word
    if word == "true" then return true end
    if word == "false" then return false end
    if word == "null" then return nil end
    return tonumber(word) or error("not a number: " .. word)
  end

  local result = value()
  skip()
  if position <= #text then error("more than one value") end
  return result
end

local function quote(text)
  return '"' .. tostring(text):gsub('[%c"\\]', function(character)
    return string.format("\\u%04x", character:byte())
  end) .. '"'
end
`;
