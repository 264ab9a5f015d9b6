import { csvMessage, divideCsv } from './csv.ts';
import { lineageScript } from './lineage-script.ts';

/**
 * Reads a message with its own separators, whatever its version and however its segments are ordered: decades of dialects
 * keep to little more than that. What they mean is the mapping's, which is data.
 */
const reading = String.raw`
import ca.uhn.hl7v2.parser.EncodingCharacters
import ca.uhn.hl7v2.parser.Escape
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import java.nio.ByteBuffer
import java.nio.charset.Charset
import java.nio.charset.CodingErrorAction
import java.nio.charset.StandardCharsets
import java.security.MessageDigest
import java.time.LocalDateTime
import java.time.OffsetDateTime
import java.time.ZoneId
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter

/** A message that is understood wrongly if it is understood at all. Its text names places and codes, never a patient. */
class Unreadable extends IllegalArgumentException {
  final boolean rejected
  Unreadable(String message, boolean rejected = false) { super(message); this.rejected = rejected }
}

class Message {
  final String field
  final EncodingCharacters encoding
  final List<List<String>> segments

  Message(String text) {
    if (!text.startsWith('MSH') || text.length() < 9) throw new Unreadable('the message does not begin with MSH')
    field = text[3]
    def separators = text.substring(4, text.indexOf(field, 4))
    encoding = new EncodingCharacters(field as char, separators)
    segments = text.split(/[\r\n]+/).findAll { it.trim() }.collect { it.split(java.util.regex.Pattern.quote(field), -1) as List }
    // MSH-1 is the separator itself.
    segments[0].add(1, field)
  }

  static List<String> divide(String text, char separator) {
    text.split(java.util.regex.Pattern.quote(separator as String), -1) as List
  }

  String plain(String text) {
    def value = text == null || text == '""' ? '' : Escape.unescape(text, encoding).trim()
    value.isEmpty() ? null : value
  }

  /** All repetitions of a field, still with their components. */
  List<String> repetitions(List<String> segment, int number) {
    def raw = segment == null ? null : segment[number]
    raw == null || raw.isEmpty() ? [] : divide(raw, encoding.repetitionSeparator)
  }

  String component(String repetition, int number, int sub = 1) {
    def parts = divide(repetition ?: '', encoding.componentSeparator)
    plain(divide(parts[number - 1] ?: '', encoding.subcomponentSeparator)[sub - 1])
  }
}

/** The segments that one resource is made from: those of the whole message, and the group that it stands in. */
class Scope {
  final Message message
  final Map<String, List<String>> segments
  Scope(Message message, Map<String, List<String>> segments) { this.message = message; this.segments = segments }

  String value(String place) {
    for (one in place.split(' or ')) {
      def found = one =~ /^([A-Z0-9]{3})-(\d+)(?:\.(\d+))?(?:\.(\d+))?$/
      if (!found) throw new IllegalStateException('no place: ' + one)
      def reps = message.repetitions(segments[found[0][1]], found[0][2] as int)
      def text = reps ? message.component(reps[0], (found[0][3] ?: '1') as int, (found[0][4] ?: '1') as int) : null
      if (text != null) return text
    }
    null
  }

  List<String> repetitions(String place) {
    def (segment, number) = place.split('-')
    message.repetitions(segments[segment], number as int)
  }
}
`;

/** Makes the transaction for a message by the rules of the mapping. */
const mapping = String.raw`
class Mapper {
  final Map mapping
  final Map peer
  final String system
  final ZoneId zone

  Mapper(Map configuration, Map peer) {
    mapping = configuration.mapping
    system = configuration.identifierSystem
    zone = ZoneId.of(configuration.timeZone)
    this.peer = peer
  }

  String decode(byte[] bytes) {
    def start = bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF ? 3 : 0
    def head = new String(bytes, start, bytes.length - start, StandardCharsets.ISO_8859_1)
    def end = head.indexOf('\r') < 0 ? head.length() : head.indexOf('\r')
    def line = head.substring(0, end)
    def stated = line.startsWith('MSH') && line.length() > 8 ? new Scope(new Message(line), [MSH: new Message(line).segments[0]]).repetitions('MSH-18') : []
    if (stated.size() > 1 && stated.drop(1).any { it }) throw new Unreadable('MSH-18 names several character sets')
    def name = stated ? stated[0].trim() : ''
    def set = name.isEmpty() ? (start == 3 ? 'UTF-8' : peer.characterSet) : mapping.characterSets[name.toUpperCase()]
    if (set == null) throw new Unreadable('MSH-18 names a character set that is not known: ' + name.take(20))
    // A byte that the stated set does not have is a wrong statement, and so a wrong name of a patient.
    try {
      Charset.forName(set).newDecoder().onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes, start, bytes.length - start)).toString()
    } catch (java.nio.charset.CharacterCodingException wrong) {
      throw new Unreadable('the bytes are not in the character set ' + set)
    }
  }

  Map transaction(byte[] bytes, String id, String received) {
    def message = new Message(decode(bytes))
    def header = new Scope(message, [MSH: message.segments[0]])
    def type = header.value('MSH-9.1') + '^' + header.value('MSH-9.2')
    def uses = mapping.messages[type]
    if (uses == null || !(type in peer.messages)) throw new Unreadable('messages of this type are not taken from this system: ' + type.take(20).replace('^', '_'), true)
    def processing = header.value('MSH-11.1')
    if (processing != null && processing != 'P') throw new Unreadable('MSH-11 says that this is no production message: ' + processing.take(3), true)
    def entries = [], made = [:].withDefault { [] }, seen = [:]
    uses.each { use ->
      scopes(message, mapping.resources[use.rule].each).each { group ->
        def one = resource(use, group, made, seen)
        if (one == null) return
        one.fullUrl = 'urn:uuid:' + UUID.nameUUIDFromBytes((id + '/' + entries.size()).getBytes('UTF-8'))
        made[use.rule] << [url: one.fullUrl, order: group.segments['OBR']]
        entries << one
      }
      if (use.required && !made[use.rule]) throw new Unreadable('the message identifies no ' + mapping.resources[use.rule].type)
    }
    entries << provenance(id, received, header, type, entries)
    [resourceType: 'Bundle', type: 'transaction', entry: entries]
  }

  List<Scope> scopes(Message message, String each) {
    def whole = [:], groups = []
    def order = null
    message.segments.each { segment ->
      def name = segment[0]
      if (name == 'OBR') order = segment
      if (name == each) groups << [OBR: order, (name): segment]
      else if (!(name in ['OBR', 'OBX'])) whole.putIfAbsent(name, segment)
    }
    each == null ? [new Scope(message, whole)] : groups.collect { new Scope(message, whole + it.findAll { entry -> entry.value != null }) }
  }

  Map resource(Map use, Scope scope, Map made, Map seen) {
    def rule = mapping.resources[use.rule]
    def parts = rule.identifier.from.collect { scope.value(it) }
    if (parts[0] == null) {
      if (use.required) throw new Unreadable('empty: ' + rule.identifier.from[0])
      return null
    }
    def value = parts.collect { it ?: '' }.join('/').replaceAll('/+$', '')
    def kind = rule.identifier.perPeer ? peer.name + '/' + rule.identifier.kind : rule.identifier.kind
    def count = seen.merge(kind + ' ' + value, 1, Integer::sum)
    if (count > 1) value += '#' + count
    def identifier = [system: system + '/' + kind, value: value]
    def result = [resourceType: rule.type, identifier: [identifier]]
    rule.fixed.each { path, fixed -> put(result, path, fixed) }
    (use.set ?: [:]).each { path, decided -> put(result, path, decision(decided, scope)) }
    rule.fields.each { field -> element(result, field, scope) }
    rule.references.each { path, target ->
      def candidates = made[target]
      if (path.endsWith('[]')) {
        def own = candidates.findAll { it.order.is(scope.segments['OBR']) }
        if (own) result[path[0..-3]] = own.collect { [reference: it.url] }
      } else if (candidates) put(result, path, [reference: candidates[0].url])
    }
    def query = 'identifier=' + URLEncoder.encode(identifier.system + '|' + value.replaceAll(/([\\,$|])/, '\\\\$1'), 'UTF-8')
    def request = use.write == 'replace' ? [method: 'PUT', url: rule.type + '?' + query] : [method: 'POST', url: rule.type, ifNoneExist: query]
    [resource: result, request: request]
  }

  def decision(decided, Scope scope) {
    decided instanceof Map && decided.ifPresent ? (scope.value(decided.ifPresent) != null ? decided.yields : decided.otherwise) : decided
  }

  void element(Map result, Map field, Scope scope) {
    if (field.form == 'observation-value') { observed(result, scope); return }
    def value = field.form == 'codeable' ? codeable(scope.repetitions(field.from)[0], scope.message) : scope.value(field.from)
    if (value == null) {
      if (field.required) throw new Unreadable('empty: ' + field.from)
      return
    }
    if (field.table) value = lookedUp(field.table, value, field.from)
    if (field.form in ['date', 'dateTime']) value = time(value, field.form == 'date', field.from)
    put(result, field.element, value)
  }

  String lookedUp(String table, String code, String place) {
    def found = mapping.tables[table][code] ?: mapping.tables[table]['*']
    if (found == null) throw new Unreadable('a code that the table ' + table + ' does not have, in ' + place + ': ' + code.take(20))
    found
  }

  Map codeable(String repetition, Message message) {
    if (repetition == null) return null
    def coding = [1, 4].findResults { at ->
      def code = message.component(repetition, at)
      if (code == null) return null
      def name = message.component(repetition, at + 2)
      def entry = [system: mapping.codingSystems[name]?.system ?: system + '/' + peer.name + '/codes' + (name ? '/' + URLEncoder.encode(name, 'UTF-8') : ''), code: code]
      def display = message.component(repetition, at + 1)
      display == null ? entry : entry + [display: display]
    }
    def text = message.component(repetition, 9) ?: message.component(repetition, 2)
    coding || text ? (coding ? [coding: coding] : [:]) + (text ? [text: text] : [:]) : null
  }

  void observed(Map result, Scope scope) {
    def type = scope.value('OBX-2.1'), reps = scope.repetitions('OBX-5'), message = scope.message
    if (reps.every { message.component(it, 1) == null && message.component(it, 2) == null }) {
      result.dataAbsentReason = [coding: [[system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'unknown']]]
      return
    }
    if (reps.size() > 1 && !(type in ['ST', 'TX', 'FT'])) throw new Unreadable('OBX-5 has several values of the type ' + type)
    def number = { String text -> try { new BigDecimal(text) } catch (NumberFormatException no) { throw new Unreadable('OBX-5 holds no number') } }
    def unit = scope.value('OBX-6.1'), unitText = scope.value('OBX-6.2') ?: unit
    def ucum = scope.value('OBX-6.3') == 'UCUM' ? [system: 'http://unitsofmeasure.org', code: unit] : [:]
    def measured = (unitText ? [unit: unitText] : [:]) + ucum
    switch (type) {
      case 'NM': result.valueQuantity = [value: number(message.component(reps[0], 1))] + measured; break
      case 'SN':
        def comparator = message.component(reps[0], 1)
        if (!(comparator in [null, '=', '<', '<=', '>', '>=']) || message.component(reps[0], 3)) { result.valueString = reps[0].replace('^', ''); break }
        result.valueQuantity = [value: number(message.component(reps[0], 2))] + (comparator in [null, '='] ? [:] : [comparator: comparator]) + measured
        break
      case ['CE', 'CWE', 'CF', 'IS', 'ID']: result.valueCodeableConcept = codeable(reps[0], message); break
      case ['DT', 'TS', 'DTM']: result.valueDateTime = time(message.component(reps[0], 1), false, 'OBX-5'); break
      case ['ST', 'TX', 'FT', null]: result.valueString = reps.collect { message.plain(it) ?: '' }.join('\n'); break
      default: throw new Unreadable('OBX-2 states a type that is not mapped: ' + type)
    }
  }

  /** HL7: YYYY[MM[DD[HH[MM[SS[.S]]]]]][+ZZZZ]. A time without an offset is the wall clock of the hospital. */
  String time(String text, boolean dateOnly, String place) {
    def found = text =~ /^(\d{4})(\d{2})?(\d{2})?(?:(\d{2})(\d{2})(\d{2})?(?:\.\d+)?)?([+-]\d{4})?$/
    if (!found) throw new Unreadable('no date or time in ' + place)
    def (year, month, day, hour, minute, second, offset) = found[0].drop(1)
    try {
      if (month == null || day == null) return [year, month].findAll().join('-')
      def date = java.time.LocalDate.of(year as int, month as int, day as int)
      if (dateOnly || hour == null) return date.toString()
      def local = date.atTime(hour as int, minute as int, (second ?: '0') as int)
      def at = offset == null ? local.atZone(zone).toOffsetDateTime() : local.atOffset(ZoneOffset.of(offset))
      at.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME)
    } catch (java.time.DateTimeException wrong) {
      throw new Unreadable('no date or time in ' + place)
    }
  }

  static void put(Map target, String path, value) {
    def at = target
    def steps = path.split(/\./)
    steps.eachWithIndex { step, index ->
      def found = step =~ /^(\w+)(?:\[(\d+)\])?$/
      def name = found[0][1], last = index == steps.size() - 1
      if (found[0][2] == null) {
        if (last) at[name] = value else { if (!(at[name] instanceof Map)) at[name] = [:]; at = at[name] }
        return
      }
      def list = at[name] instanceof List ? at[name] : (at[name] = [])
      // An element that the message leaves out leaves no hole in the list.
      def place = Math.min(found[0][2] as int, list.size())
      if (last) list[place] = value else { if (!(list[place] instanceof Map)) list[place] = [:]; at = list[place] }
    }
  }

  Map provenance(String id, String received, Scope header, String type, List entries) {
    def resource = [
      resourceType: 'Provenance', id: id, recorded: received,
      target: entries.collect { [reference: it.fullUrl] },
      activity: [text: type],
      agent: [[
        type: [coding: [[system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code: 'author']]],
        who: [identifier: [system: system + '/system', value: peer.name], display: peer.certificate],
      ]],
      entity: [[role: 'source', what: [
        identifier: [system: 'urn:ietf:rfc:3986', value: 'urn:uuid:' + id],
        display: [type, header.value('MSH-10.1')].findAll().join(' '),
      ]]],
    ]
    [fullUrl: 'urn:uuid:' + id, resource: resource, request: [method: 'PUT', url: 'Provenance/' + id]]
  }
}

/** The same message has the same id, however often it is sent. */
String idOf(Map peer, byte[] bytes) {
  def digest = MessageDigest.getInstance('SHA-256')
  digest.update((peer.name + '\n').getBytes('UTF-8'))
  def hash = ByteBuffer.wrap(digest.digest(bytes))
  new UUID((hash.getLong() & 0xFFFFFFFFFFFF0FFFL) | 0x8000L, (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | Long.MIN_VALUE).toString()
}

String fileName(String peer, String id) {
  peer + '/' + String.format('%019d', System.currentTimeMillis() * 1000000 + (System.nanoTime() % 1000000)) + '-' + id + '.json'
}
`;

/** Understands a message and makes the file that is stored before anything is acknowledged. */
function accept(configuration: string): string {
  return `${reading}${mapping}${csvMessage}
def configuration = new JsonSlurper().parse(new File('${configuration}'), 'UTF-8')
byte[] bytes = exchange.message.getBody(byte[])
def peer = configuration.peers[exchange.getProperty('peer')]
def id = idOf(peer, bytes)
def received = OffsetDateTime.now(ZoneOffset.UTC).withNano(0).toString()
exchange.setProperty('messageId', id)
exchange.setProperty('received', received)
exchange.setProperty('raw', bytes)
try {
  def stored = [id: id, peer: exchange.getProperty('peer'), received: received, raw: bytes.encodeBase64().toString()]
  byte[] message = peer.csv == null ? bytes : new CsvMessage(peer.csv, peer.messages[0]).text(bytes).getBytes('UTF-8')
  stored.bundle = new Mapper(configuration, peer).transaction(message, id, received)
  exchange.message.body = JsonOutput.toJson(stored)
  exchange.message.setHeader('CamelFileName', fileName(peer.name, id))
} catch (Unreadable unreadable) {
  exchange.setProperty('CamelMllpAcknowledgementType', unreadable.rejected ? 'AR' : 'AE')
  exchange.setProperty('CamelMllpAcknowledgementMsaText', unreadable.message)
  throw unreadable
} catch (RuntimeException unexpected) {
  // Its text may hold what the message holds.
  exchange.setProperty('CamelMllpAcknowledgementMsaText', 'the message could not be mapped')
  throw new IllegalArgumentException('the message could not be mapped: ' + unexpected.getClass().name)
}
null
`;
}

/** Makes the file that keeps what could not be understood or was refused, with the reason. */
const deadLetter = `
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
def cause = exchange.getProperty('CamelExceptionCaught', Throwable)
def stored = exchange.getProperty('stored', String)
def letter = stored == null ? [
  id: exchange.getProperty('messageId'), peer: exchange.getProperty('peer'), received: exchange.getProperty('received'),
  raw: exchange.getProperty('raw', byte[])?.encodeBase64()?.toString(),
] : new JsonSlurper().parseText(stored)
letter.reason = cause instanceof org.apache.camel.http.base.HttpOperationFailedException ? 'HTTP ' + cause.statusCode + ' ' + (cause.responseBody ?: '').take(2000) : cause.message
exchange.setProperty('reason', cause instanceof org.apache.camel.http.base.HttpOperationFailedException ? 'HTTP ' + cause.statusCode : cause.message)
exchange.setProperty('messageId', letter.id)
exchange.message.body = JsonOutput.toJson(letter)
exchange.message.setHeader('CamelFileName', letter.peer + '/' + letter.id + '.json')
null
`;

/** Takes the transaction out of the stored file. */
const unpack = `
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
def text = exchange.message.getBody(String)
exchange.setProperty('stored', text)
def stored = new JsonSlurper().parseText(text)
exchange.setProperty('messageId', stored.id)
exchange.message.removeHeaders('*')
exchange.message.setHeader('CamelHttpMethod', 'POST')
exchange.message.setHeader('Content-Type', 'application/fhir+json; charset=UTF-8')
exchange.message.setHeader('Accept', 'application/fhir+json')
exchange.message.setHeader('X-Request-Id', stored.id)
exchange.message.body = JsonOutput.toJson(stored.bundle).getBytes('UTF-8')
null
`;

/** Takes the message out of a dead letter, to be understood anew. */
const replay = `
import groovy.json.JsonSlurper
exchange.message.body = new JsonSlurper().parseText(exchange.message.getBody(String)).raw.decodeBase64()
null
`;

/** Divides a file into its messages: a batch of HL7 messages with or without FHS and BHS. */
const divide = String.raw`
import java.nio.charset.StandardCharsets
def text = new String(exchange.message.getBody(byte[]), StandardCharsets.ISO_8859_1)
def messages = [], current = null, stated = null
text.split(/\r\n|\r|\n/).each { line ->
  def name = line.take(3)
  if (name == 'MSH') { current = new StringBuilder(); messages << current }
  if (name == 'BTS') stated = line.split(/\|/).with { it.length > 1 && it[1].isInteger() ? it[1] as int : null }
  if (name in ['FHS', 'BHS', 'BTS', 'FTS']) current = null
  else if (current != null && line.trim()) current.append(line).append('\r')
}
if (stated != null && stated != messages.size()) throw new IllegalStateException('BTS-1 counts ' + stated + ' messages, the file has ' + messages.size())
if (messages.isEmpty()) throw new IllegalStateException('the file has no message')
exchange.message.body = messages.collect { it.toString().getBytes(StandardCharsets.ISO_8859_1) }
null
`;

/** Lets a file go on after a message that has become a dead letter; anything else stops it, and the file stays. */
const goOn = `if (exchange.getProperty('dead') != true) throw exchange.getProperty('CamelExceptionCaught', Throwable)
null
`;

/** The programs of the engine by file name, in Groovy. `configuration` is the path of the mapping and the peers. */
export function scripts(configuration: string): Readonly<Record<string, string>> {
  return {
    'accept.groovy': accept(configuration),
    'dead-letter.groovy': deadLetter,
    'unpack.groovy': unpack,
    'lineage.groovy': lineageScript,
    'replay.groovy': replay,
    'divide.groovy': divide,
    'divide-csv.groovy': divideCsv(configuration),
    'go-on.groovy': goOn,
  };
}
