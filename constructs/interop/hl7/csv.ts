import type { MessageMapping } from './mapping.ts';

/** How the lines of a CSV file are read: each column stands for a place of the message that the mapping knows. */
export interface CsvForm {
  /** What divides the cells. */
  readonly separator: ';' | ',' | '|' | 'tab';
  /** Name in the first line of the file to the place of a message: `Probe` to `OBR-3`. */
  readonly columns: Readonly<Record<string, string>>;
  /** Place to the value that is the same for every line: `OBX-2` to `NM`. @default - none */
  readonly constants?: Readonly<Record<string, string>> | undefined;
  /** Place to the form of its time, as Java writes it: `dd.MM.uuuu HH:mm`. @default - as HL7 writes times */
  readonly times?: Readonly<Record<string, string>> | undefined;
  /** Places whose numbers have a comma for a point. @default - none */
  readonly decimalComma?: readonly string[] | undefined;
}

/** Places without which no line could be understood, and that neither a column nor a constant fills. */
export function unfilledPlaces(csv: CsvForm, message: string, mapping: MessageMapping): readonly string[] {
  const filled = new Set([...Object.values(csv.columns), ...Object.keys(csv.constants ?? {})].map(withComponent));
  const needed = (mapping.messages[message] ?? [])
    .filter(({ required }) => required)
    .flatMap(({ rule }) => {
      const { identifier, fields = [] } = mapping.resources[rule] ?? {};
      return [identifier?.from[0], ...fields.filter((field) => field.required).map(({ from }) => from)];
    })
    .filter((place) => place !== undefined);
  return [...new Set(needed)].filter((place) => !place.split(' or ').some((one) => filled.has(withComponent(one))));
}

function withComponent(place: string): string {
  return place.includes('.') ? place : `${place}.1`;
}

/**
 * Divides a file into its orders: the lines that agree in everything but their OBX are one message, as a laboratory would
 * send it, so that none of its results takes the place of another. A line of another length than the first is kept aside.
 */
export function divideCsv(configuration: string): string {
  return String.raw`
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import java.nio.ByteBuffer
import java.nio.charset.Charset
import java.nio.charset.CodingErrorAction
import org.apache.commons.csv.CSVFormat
def peer = new JsonSlurper().parse(new File('${configuration}'), 'UTF-8').peers[exchange.getProperty('peer')]
def csv = peer.csv
byte[] bytes = exchange.message.getBody(byte[])
def text
try {
  text = Charset.forName(peer.characterSet).newDecoder().onMalformedInput(CodingErrorAction.REPORT)
    .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes)).toString()
} catch (java.nio.charset.CharacterCodingException wrong) {
  throw new IllegalStateException('the bytes are not in the character set ' + peer.characterSet)
}
def form = CSVFormat.DEFAULT.builder().setDelimiter(csv.separator == 'tab' ? '\t' : csv.separator).setIgnoreEmptyLines(true).get()
def lines = form.parse(new StringReader(text.startsWith('\uFEFF') ? text.substring(1) : text)).records
if (lines.size() < 2) throw new IllegalStateException('the file has no line below its names')
def names = lines[0].toList()*.trim()
def missing = csv.columns.keySet() - names
if (missing) throw new IllegalStateException('the first line lacks the columns ' + missing.join(', '))
if (names.toSet().size() != names.size()) throw new IllegalStateException('the first line names a column twice')
def orderColumns = csv.columns.findAll { name, place -> !place.startsWith('OBX-') }.keySet()
def orders = [:].withDefault { [] }, aside = []
lines.drop(1).each { line ->
  if (line.size() != names.size()) { aside << [line: line.recordNumber, cells: line.toList()]; return }
  def cells = [names, line.toList()].transpose().collectEntries { it }.subMap(csv.columns.keySet())
  orders[orderColumns.collect { cells[it].trim() }] << cells
}
exchange.message.body = (orders.values().collect { [lines: it] } + aside).collect { JsonOutput.toJson(it).getBytes('UTF-8') }
null
`;
}

/** Makes the text of a message from the lines of one order. */
export const csvMessage = String.raw`
class CsvMessage {
  final Map csv
  final String type
  CsvMessage(Map csv, String type) { this.csv = csv; this.type = type }

  String text(byte[] bytes) {
    def order = new JsonSlurper().parse(bytes, 'UTF-8')
    if (order.lines == null) throw new Unreadable('line ' + order.line + ' has ' + order.cells.size() + ' cells, another number than the first line')
    def head = ['MSH', '^~\\&', '', '', '', '', '', '', type, 'CSV', 'P', '2.5', '', '', '', '', '', 'UNICODE UTF-8'].join('|')
    def first = places(order.lines[0])
    def kinds = (first.keySet() - ['OBR', 'OBX']) as List
    ([head] + (kinds + ['OBR']).findAll { first[it] }.collect { segment(it, first[it]) } +
      order.lines.collect { segment('OBX', places(it).OBX) }).join('\r')
  }

  Map places(Map cells) {
    def found = [:]
    (csv.constants ?: [:]).each { place, value -> put(found, place, value) }
    csv.columns.each { name, place -> if (cells[name]?.trim()) put(found, place, converted(place, cells[name].trim())) }
    found
  }

  static void put(Map found, String place, String value) {
    def (segment, rest) = place.split('-')
    def numbers = rest.split(/\./)
    def field = found.computeIfAbsent(segment, { [:] }).computeIfAbsent(numbers[0] as int, { [:] })
    field[(numbers.length > 1 ? numbers[1] : '1') as int] = value
  }

  String converted(String place, String value) {
    if (place in (csv.decimalComma ?: [])) return value.replace(',', '.')
    def pattern = (csv.times ?: [:])[place]
    if (pattern == null) return value
    try {
      def read = DateTimeFormatter.ofPattern(pattern).withResolverStyle(java.time.format.ResolverStyle.STRICT).parseBest(value, { LocalDateTime.from(it) }, { java.time.LocalDate.from(it) })
      read.format(DateTimeFormatter.ofPattern(read instanceof LocalDateTime ? 'yyyyMMddHHmmss' : 'yyyyMMdd'))
    } catch (java.time.DateTimeException wrong) {
      throw new Unreadable('no date or time in ' + place)
    }
  }

  static String segment(String name, Map fields) {
    def list = { Map at -> (1..(at.keySet().max())).collect { at[it] ?: '' } }
    if (!fields) throw new Unreadable('a line without ' + name)
    name + '|' + (1..(fields.keySet().max())).collect { fields[it] ? list(fields[it]).collect { escape(it) }.join('^') : '' }.join('|')
  }

  static String escape(String value) {
    value.collectReplacements { sign ->
      ['\\': '\\E\\', '|': '\\F\\', '^': '\\S\\', '&': '\\T\\', '~': '\\R\\', '\r': ' ', '\n': ' '][sign as String]
    }
  }
}
`;
