import { luaJson } from '../core/envoy/lua-json.ts';
import { LINEAGE_ATTRIBUTE } from '../core/lineage.ts';

/**
 * Lua for the audit store's guard: turns a batch of OTLP log records (JSON encoding) into one FHIR transaction that
 * creates an AuditEvent for each. The two formats meet here and nowhere else, so that the collector and the FHIR server
 * both stay as their projects ship them.
 *
 * Sources: OTLP 1.x JSON encoding (opentelemetry.io/docs/specs/otlp); FHIR R4 4.0.1 AuditEvent (hl7.org/fhir/R4).
 */
export const auditEventScript = `
${luaJson}
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
  -- A prompt is recorded before anybody can know what comes of it.
  if a["audit.model.prompt"] then return "0" end
  -- A tunnel has no HTTP status: it was refused, or it was not.
  if a["audit.method"] == "CONNECT" and not a["audit.status"] then return a["audit.refused"] and "4" or "0" end
  local status = tonumber(a["audit.status"]) or 0
  if status >= 500 or status == 0 then return "8" end
  if status >= 400 then return "4" end
  return "0"
end

-- What went to a model and what came back, byte for byte. The recorder has encoded both in Base64.
local function model_detail(a)
  local detail = ""
  if a["audit.model"] then detail = ',{"type":"model","valueString":' .. quote(a["audit.model"]) .. "}" end
  for _, kind in ipairs({ "prompt", "answer" }) do
    local content = a["audit.model." .. kind]
    if content then detail = detail .. ',{"type":"' .. kind .. '","valueBase64Binary":' .. quote(content) .. "}" end
  end
  return detail
end

local function entities(a)
  local path, request = a["audit.path"] or "/", a["audit.request.identifier"] or "none"
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
  detail = detail .. model_detail(a)
  list[#list + 1] = '{"name":' .. quote(path) .. ',"detail":[' .. detail .. "]}"
  return table.concat(list, ",")
end

local outcomes = { pass = "0", indeterminate = "4", fail = "8" }

-- A report of a job: an application activity, with the report as the job wrote it and the hash of those bytes.
local function report_event(a)
  local verdict = a["audit.report.verdict"] or "none"
  return '{"resourceType":"AuditEvent",'
    .. '"type":{"system":"http://dicom.nema.org/resources/ontology/DCM","code":"110100","display":"Application Activity"},'
    .. '"action":"E","recorded":' .. quote(a["audit.started"] or "1970-01-01T00:00:00Z")
    .. ',"outcome":' .. quote(outcomes[verdict] or "8") .. ',"outcomeDesc":' .. quote(verdict)
    .. ',"agent":[{"requestor":true,"who":{"identifier":{"value":' .. quote(a["audit.service"] or "unidentified") .. "}}}]"
    .. ',"source":{"site":' .. quote(a["audit.namespace"] or "unknown") .. ',"observer":{"display":' .. quote(a["audit.service"] or "unknown") .. "}}"
    .. ',"entity":[{"name":' .. quote(a["audit.report.kind"]) .. ',"detail":['
    .. '{"type":"sha256","valueString":' .. quote(a["audit.report.sha256"] or "none") .. "},"
    .. '{"type":"report","valueString":' .. quote(a["audit.report.body"] or "none") .. "}]}]}"
end

-- An event of OpenLineage: what was used, and what came of it, each by a name that can be searched; and the event itself.
local function lineage_event(a)
  local event = parse(a["${LINEAGE_ATTRIBUTE}"])
  local list = {}
  for _, of in ipairs({ { "inputs", "6" }, { "outputs", "1" } }) do
    for _, set in ipairs(event[of[1]] or {}) do
      list[#list + 1] = '{"name":' .. quote(set.namespace .. " " .. set.name)
        .. ',"lifecycle":{"system":"http://terminology.hl7.org/CodeSystem/dicom-audit-lifecycle","code":"' .. of[2] .. '"}}'
    end
  end
  list[#list + 1] = '{"name":"openlineage","detail":[{"type":"event","valueString":' .. quote(a["${LINEAGE_ATTRIBUTE}"]) .. "}]}"
  return '{"resourceType":"AuditEvent",'
    .. '"type":{"system":"http://dicom.nema.org/resources/ontology/DCM","code":"110100","display":"Application Activity"},'
    .. '"subtype":[{"system":"https://openlineage.io/spec/","code":"RunEvent"}],'
    .. '"action":"E","recorded":' .. quote(a["audit.started"] or "1970-01-01T00:00:00Z") .. ',"outcome":"0"'
    .. ',"agent":[{"requestor":true,"who":{"identifier":{"value":' .. quote(a["audit.service"] or "unidentified") .. "}}}]"
    .. ',"source":{"observer":{"display":' .. quote(a["audit.service"] or "unknown") .. "}}"
    .. ',"entity":[' .. table.concat(list, ",") .. "]}"
end

local function audit_event(record)
  local a = attributes_of(record)
  if a["${LINEAGE_ATTRIBUTE}"] then return lineage_event(a) end
  if a["audit.report.kind"] then return report_event(a) end
  local status = tonumber(a["audit.status"]) or 0
  local who = a["audit.agent.subject"] or a["audit.agent.certificate"] or "unidentified"
  local client = a["audit.agent.client"] and ',"altId":' .. quote(a["audit.agent.client"]) or ""
  local outcome = a["audit.refused"] or ("HTTP " .. status .. " " .. (a["audit.outcome.details"] or ""))
  if a["audit.method"] == "CONNECT" and not a["audit.refused"] then outcome = "tunnel" end
  if a["audit.model.prompt"] then outcome = "asked" end
  local purpose = a["audit.purpose"] and ',"purposeOfEvent":[{"text":' .. quote(a["audit.purpose"]) .. "}]" or ""
  return '{"resourceType":"AuditEvent",'
    .. '"type":{"system":"http://terminology.hl7.org/CodeSystem/audit-event-type","code":"rest"},'
    .. '"action":' .. quote(actions[a["audit.method"]] or "E")
    .. ',"recorded":' .. quote(a["audit.started"] or "1970-01-01T00:00:00Z")
    .. ',"outcome":' .. quote(outcome_of(a)) .. ',"outcomeDesc":' .. quote(outcome) .. purpose
    .. ',"agent":[{"requestor":true,"who":{"identifier":{"value":' .. quote(who) .. "}}" .. client
    .. ',"network":{"address":' .. quote(a["audit.source.address"] or "unknown") .. ',"type":"2"}}]'
    .. ',"source":{"site":' .. quote(a["audit.namespace"] or "unknown") .. ',"observer":{"display":' .. quote(a["audit.service"] or "unknown") .. "}}"
    .. ',"entity":[' .. entities(a) .. "]}"
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
