import { LINEAGE, LINEAGE_ATTRIBUTE } from '../../core/lineage.ts';

/**
 * After a delivery: which message became which versions of which resources, as an event of OpenLineage in an OTLP log record.
 * The same message makes the same run, however often it is delivered.
 */
export const lineageScript = String.raw`
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import java.time.OffsetDateTime
import java.time.ZoneOffset
def stored = new JsonSlurper().parseText(exchange.getProperty('stored', String))
def answer = exchange.message.getBody(String)
def entries = answer ? (new JsonSlurper().parseText(answer).entry ?: []) : []
def written = entries.collect { it.response?.location }.findAll().collect { location ->
  (location =~ /([A-Z][A-Za-z]+\/[^\/]+(?:\/_history\/[^\/]+)?)$/).with { it.find() ? it.group(1) : null }
}.findAll { it != null && !it.startsWith('Provenance/') }
def now = OffsetDateTime.now(ZoneOffset.UTC).withNano(0).toString()
def event = [
  eventType: 'COMPLETE', eventTime: now, producer: '${LINEAGE.producer}', schemaURL: '${LINEAGE.schemaUrl}',
  run: [runId: stored.id], job: [namespace: 'integration', name: stored.peer],
  inputs: [[namespace: '${LINEAGE.messages}' + stored.peer, name: stored.id]],
  outputs: written.collect { [namespace: '${LINEAGE.record}', name: it] },
]
def attributes = ['audit.service': 'integration', 'audit.started': now, '${LINEAGE_ATTRIBUTE}': JsonOutput.toJson(event)]
exchange.setProperty('delivered', true)
exchange.message.removeHeaders('*')
exchange.message.setHeader('CamelHttpMethod', 'POST')
exchange.message.setHeader('Content-Type', 'application/json')
exchange.message.body = JsonOutput.toJson([resourceLogs: [[scopeLogs: [[logRecords: [[
  timeUnixNano: (System.currentTimeMillis() as String) + '000000',
  attributes: attributes.collect { key, value -> [key: key, value: [stringValue: value]] },
]]]]]]])
null
`;
