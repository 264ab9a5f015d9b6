/**
 * Lua for the audit store's guard: turns a batch of OTLP log records (JSON encoding) into one FHIR transaction that
 * creates an AuditEvent for each. The two formats meet here and nowhere else, so that the collector and the FHIR server
 * both stay as their projects ship them.
 *
 * Sources: OTLP 1.x JSON encoding (opentelemetry.io/docs/specs/otlp); FHIR R4 4.0.1 AuditEvent (hl7.org/fhir/R4).
 */
export const auditEventScript = String.raw`
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
      return members("}", function(object)
        skip()
        local key = text_value()
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

  return value()
end

local function quote(text)
  return '"' .. tostring(text):gsub('[%c"\\]', function(character)
    return string.format("\\u%04x", character:byte())
  end) .. '"'
end

local function attributes_of(record)
  local result = {}
  for _, attribute in ipairs(record.attributes or {}) do
    local value = attribute.value and attribute.value.stringValue
    -- Envoy writes a dash for what a request does not have.
    if value and value ~= "" and value ~= "-" then result[attribute.key] = value end
  end
  return result
end

local actions = { GET = "R", HEAD = "R", POST = "C", PUT = "U", PATCH = "U", DELETE = "D" }

local function outcome_of(a)
  -- A tunnel has no HTTP status: it was refused, or it was not.
  if a["audit.method"] == "CONNECT" and not a["audit.status"] then return a["audit.refused"] and "4" or "0" end
  local status = tonumber(a["audit.status"]) or 0
  if status >= 500 or status == 0 then return "8" end
  if status >= 400 then return "4" end
  return "0"
end

local function entities(path, request)
  local resource, id = path:match("/fhir/(%u%a+)/([%w%-%.]+)")
  resource = resource or path:match("/fhir/(%u%a+)")
  local patient = resource == "Patient" and id or path:match("[?&]patient=([^&]+)") or path:match("[?&]subject=([^&]+)")
  local list = {}
  if patient then
    list[1] = '{"what":{"type":"Patient","identifier":{"value":' .. quote(patient) .. "}},"
      .. '"type":{"system":"http://terminology.hl7.org/CodeSystem/audit-entity-type","code":"1"}}'
  end
  local detail = '{"type":"request","valueString":' .. quote(request) .. "}"
  if resource then detail = detail .. ',{"type":"category","valueString":' .. quote(resource) .. "}" end
  list[#list + 1] = '{"name":' .. quote(path) .. ',"detail":[' .. detail .. "]}"
  return table.concat(list, ",")
end

local function audit_event(record)
  local a = attributes_of(record)
  local status = tonumber(a["audit.status"]) or 0
  local who = a["audit.agent.subject"] or a["audit.agent.certificate"] or "unidentified"
  local client = a["audit.agent.client"] and ',"altId":' .. quote(a["audit.agent.client"]) or ""
  local outcome = a["audit.refused"] or ("HTTP " .. status .. " " .. (a["audit.outcome.details"] or ""))
  if a["audit.method"] == "CONNECT" and not a["audit.refused"] then outcome = "tunnel" end
  return '{"resourceType":"AuditEvent",'
    .. '"type":{"system":"http://terminology.hl7.org/CodeSystem/audit-event-type","code":"rest"},'
    .. '"action":' .. quote(actions[a["audit.method"]] or "E")
    .. ',"recorded":' .. quote(a["audit.started"] or "1970-01-01T00:00:00Z")
    .. ',"outcome":' .. quote(outcome_of(a)) .. ',"outcomeDesc":' .. quote(outcome)
    .. ',"agent":[{"requestor":true,"who":{"identifier":{"value":' .. quote(who) .. "}}" .. client
    .. ',"network":{"address":' .. quote(a["audit.source.address"] or "unknown") .. ',"type":"2"}}]'
    .. ',"source":{"site":' .. quote(a["audit.namespace"] or "unknown") .. ',"observer":{"display":' .. quote(a["audit.service"] or "unknown") .. "}}"
    .. ',"entity":[' .. entities(a["audit.path"] or "/", a["audit.request.identifier"] or "none") .. "]}"
end

local function to_transaction(text)
  local entries = {}
  for _, resource_logs in ipairs(parse(text).resourceLogs or {}) do
    for _, scope_logs in ipairs(resource_logs.scopeLogs or {}) do
      for _, record in ipairs(scope_logs.logRecords or {}) do
        entries[#entries + 1] = '{"resource":' .. audit_event(record)
          .. ',"request":{"method":"POST","url":"AuditEvent"}}'
      end
    end
  end
  return '{"resourceType":"Bundle","type":"transaction","entry":[' .. table.concat(entries, ",") .. "]}"
end

function envoy_on_request(handle)
  local body = handle:body()
  local readable, transaction = pcall(to_transaction, body and tostring(body:getBytes(0, body:length())) or "")
  if not readable then
    handle:logErr("audit records could not be read: " .. tostring(transaction))
    handle:respond({ [":status"] = "400" }, "not OTLP/JSON")
    return
  end
  body:setBytes(transaction)
  handle:headers():replace("content-type", "application/fhir+json")
  handle:headers():replace("accept", "application/fhir+json")
  handle:headers():replace("prefer", "return=minimal")
end

-- The collector gives up on 500 and tries again on 503; a record is worth trying again.
function envoy_on_response(handle)
  local status = tonumber(handle:headers():get(":status"))
  if status and status >= 500 then handle:headers():replace(":status", "503") end
end
`;
