import { CLUSTER } from '../core/envoy/clusters.ts';
import { luaJson } from '../core/envoy/lua-json.ts';
import type { ModelClient, ServedModel } from './clients.ts';

/** Key of the dynamic metadata in which the gateway's filters tell each other what they found out. */
export const QUESTION = 'domicile.question';

/** Who asks, for the limits behind it: exactly one of the clients, by its certificate. */
export function identifyScript(clients: readonly ModelClient[]): string {
  return `
local clients = { ${clients.map(({ host }) => `[${text(host)}] = true`).join(', ')} }

function envoy_on_request(handle)
  local connection = handle:streamInfo():downstreamSslConnection()
  local names = connection and connection:dnsSansPeerCertificate() or {}
  -- A certificate of two names would have two quotas.
  if #names ~= 1 or not clients[names[1]] then
    handle:respond({ [":status"] = "403" }, "no client of this gateway")
    return
  end
  handle:streamInfo():dynamicMetadata():set(${text(QUESTION)}, "client", names[1])
end
`;
}

/** From what the script that records is made. */
export interface QuestionScriptProps {
  readonly clients: readonly ModelClient[];
  readonly models: readonly ServedModel[];
  /** Name and namespace of the gateway, as records state them. */
  readonly service: { readonly name: string; readonly namespace: string };
  /** Host of the collector. */
  readonly recorder: string;
}

/**
 * Reads the question, holds it against the client's bounds, and records it; then records the answer. Neither passes before
 * the collector has its record on disk: without a record there is no question, and no answer.
 */
export function questionScript({ clients, models, service, recorder }: QuestionScriptProps): string {
  return `${luaJson}
local clients = {
${clients.map(clientRow).join('\n')}
}
local models = { ${models.map(({ name, digest }) => `[${text(name)}] = ${text(digest)}`).join(', ')} }

local function attribute(key, value)
  return '{"key":' .. quote(key) .. ',"value":{"stringValue":' .. quote(value) .. "}}"
end

local function record(handle, facts)
  local attributes = {
    attribute("audit.service", ${text(service.name)}),
    attribute("audit.namespace", ${text(service.namespace)}),
    attribute("audit.started", os.date("!%Y-%m-%dT%H:%M:%SZ")),
    attribute("audit.method", "POST"),
  }
  for key, value in pairs(facts) do attributes[#attributes + 1] = attribute("audit." .. key, value) end
  local body = '{"resourceLogs":[{"resource":{"attributes":[' .. attribute("service.name", ${text(service.name)})
    .. ']},"scopeLogs":[{"logRecords":[{"timeUnixNano":"' .. os.time() .. '000000000","attributes":['
    .. table.concat(attributes, ",") .. "]}]}]}]}"
  local headers = {
    [":method"] = "POST",
    [":path"] = "/v1/logs",
    [":authority"] = ${text(recorder)},
    ["content-type"] = "application/json",
  }
  -- Once more, since a connection that is kept open may have lost its other end. Twice recorded is better than not.
  for _ = 1, 2 do
    local answer = handle:httpCall(${text(CLUSTER.recorder)}, headers, body, 10000)
    if answer ~= nil and answer[":status"] == "200" then return true end
  end
  return false
end

local function reason(why)
  return '{"error":{"message":' .. quote(why) .. "}}"
end

local function refuse(handle, status, why)
  handle:respond({ [":status"] = status, ["content-type"] = "application/json" }, reason(why))
end

-- The tokens that a question may cost, and the text that states them; nil and why not.
local function bounded(question, body, path, client)
  local wanted = 0
  for _, key in ipairs({ "max_tokens", "max_completion_tokens" }) do
    local value = question[key]
    if value ~= nil then
      -- Not a number differs from itself, so that it is refused too.
      if type(value) ~= "number" or value ~= math.floor(value) or value < 1 or value > client.answer then
        return nil, key .. " must be a whole number from 1 to " .. client.answer
      end
      if value > wanted then wanted = value end
    end
  end
  if path:match("^[^?]*") == "/v1/embeddings" then return 1, body end
  if wanted > 0 then return wanted, body end
  -- Of two members of one name readers take the last, so the bound goes to the end.
  return client.answer, body:match("^(.*)}%s*$") .. ',"max_tokens":' .. client.answer .. "}"
end

local function judge(body, path, client)
  if #body > client.prompt then return "413", "the question is larger than " .. client.prompt .. " bytes" end
  local readable, question = pcall(parse, body)
  if not readable or type(question) ~= "table" then return "400", "the question is no JSON object that can be read in one way only" end
  if type(question.model) ~= "string" or models[question.model] == nil then return "404", "no such model here" end
  if question.stream ~= nil and question.stream ~= false then return "400", "answers are recorded whole: ask without stream" end
  if question.n ~= nil and question.n ~= 1 then return "400", "one answer to one question: n must be 1" end
  local tokens, text = bounded(question, body, path, client)
  if tokens == nil then return "400", text end
  return nil, { model = question.model, tokens = tokens, text = text }
end

-- What this request is known by. Envoy's own objects do not outlive a wait, so they are asked for each time.
local function noted(handle)
  return handle:streamInfo():dynamicMetadata():get(${text(QUESTION)}) or {}
end

local function note(handle, facts)
  local metadata = handle:streamInfo():dynamicMetadata()
  for key, value in pairs(facts) do metadata:set(${text(QUESTION)}, key, value) end
end

local function take_question(handle)
  local name = noted(handle).client
  local body = handle:body()
  local path = handle:headers():get(":path")
  local refused, question = judge(body and body:getBytes(0, body:length()) or "", path, clients[name])
  if refused then return refuse(handle, refused, question) end
  local facts = {
    path = path,
    model = question.model .. "@" .. models[question.model],
    ["agent.certificate"] = name,
    ["request.identifier"] = handle:headers():get("x-request-id") or "none",
    ["source.address"] = handle:streamInfo():downstreamDirectRemoteAddress():match("^(.*):%d+$"),
  }
  note(handle, facts)
  note(handle, { name = question.model, tokens = question.tokens })
  facts["model.prompt"] = handle:base64Escape(question.text)
  if not record(handle, facts) then return refuse(handle, "503", "the question could not be recorded") end
  note(handle, { asked = true })
  handle:body():setBytes(question.text)
  -- The answer is read here: it must not come compressed.
  handle:headers():remove("accept-encoding")
  handle:clearRouteCache()
end

local function withhold(handle)
  handle:headers():replace(":status", "503")
  handle:headers():replace("content-type", "application/json")
  handle:body(true):setBytes(reason("the answer could not be recorded"))
end

local function take_answer(handle)
  local question = noted(handle)
  if not question.asked then return end
  local body = handle:body(true)
  local facts = { status = handle:headers():get(":status") }
  for _, key in ipairs({ "path", "model", "agent.certificate", "request.identifier", "source.address" }) do
    facts[key] = question[key]
  end
  facts["model.answer"] = handle:base64Escape(body:getBytes(0, body:length()))
  if not record(handle, facts) then withhold(handle) end
end

-- Envoy goes on when a script fails; this one must not let anything through that it has not recorded.
function envoy_on_request(handle)
  local done, problem = pcall(take_question, handle)
  if done then return end
  handle:logErr("a question was refused: " .. tostring(problem))
  refuse(handle, "503", "the question could not be recorded")
end

function envoy_on_response(handle)
  local done, problem = pcall(take_answer, handle)
  if done then return end
  handle:logErr("an answer was withheld: " .. tostring(problem))
  withhold(handle)
end
`;
}

function clientRow({ host, promptKibibytes, answerTokens }: ModelClient): string {
  return `  [${text(host)}] = { prompt = ${promptKibibytes * 1024}, answer = ${answerTokens} },`;
}

// Names of hosts and models, and digests: no sign that Lua and JSON write differently.
function text(value: string): string {
  return JSON.stringify(value);
}
