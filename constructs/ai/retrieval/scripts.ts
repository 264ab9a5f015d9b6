/** What both programs of the retrieval service need: the plan, the model gateway, and the store. */
const shared = `
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.nio.ByteBuffer
import java.nio.charset.CodingErrorAction
import java.nio.charset.StandardCharsets
import java.security.MessageDigest
import java.sql.Connection
import java.sql.DriverManager
import java.time.Duration

/** What asking again does not mend. Its text holds nothing of a question or a document. */
class Unusable extends IllegalArgumentException {
  Unusable(String message) { super(message) }
}

class Retrieval {
  final Map plan

  Retrieval(String file) { plan = new JsonSlurper().parse(new File(file), 'UTF-8') }

  Map collection(String name) {
    def found = plan.collections.find { it.name == name }
    if (found == null) throw new Unusable('no such collection; there are ' + plan.collections*.name.join(', '))
    found
  }

  void agree(Map collection, String patient) {
    if (collection.patientData && !patient) throw new Unusable('texts of patients are kept and searched for one patient each')
    if (!collection.patientData && patient) throw new Unusable('the collection ' + collection.name + ' is not declared to hold patient data')
    if (patient && !(patient ==~ /[A-Za-z0-9.-]{1,64}/)) throw new Unusable('the patient is no FHIR id')
  }

  /** One vector for each text, as PostgreSQL writes them. */
  List<String> vectors(List<String> texts) {
    def request = HttpRequest.newBuilder(URI.create(plan.models)).timeout(Duration.ofSeconds(60))
      .header('Content-Type', 'application/json')
      .POST(HttpRequest.BodyPublishers.ofString(JsonOutput.toJson([model: plan.model.name, input: texts]))).build()
    def answer = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build().send(request, HttpResponse.BodyHandlers.ofString())
    if (answer.statusCode() != 200) throw new IllegalStateException('the model gateway answered ' + answer.statusCode())
    def made = new JsonSlurper().parseText(answer.body()).data.sort { it.index }*.embedding
    if (made.size() != texts.size() || made.any { it.size() != plan.model.dimensions })
      throw new IllegalStateException('the model makes vectors of another length than the site states')
    made.collect { vector -> '[' + vector.collect { it as double }.join(',') + ']' }
  }

  Connection connect() {
    DriverManager.getConnection(plan.database, System.getenv('DATABASE_USER'), System.getenv('DATABASE_PASSWORD'))
  }
}
`;

/** Answers a question with the nearest passages. `plan` is the path of the plan inside the container. */
export function searchScript(plan: string): string {
  return `${shared}
def answer = { int status, Map body ->
  exchange.message.removeHeaders('*')
  exchange.message.setHeader('CamelHttpResponseCode', status)
  exchange.message.setHeader('Content-Type', 'application/json')
  exchange.message.body = JsonOutput.toJson(body)
}
try {
  def retrieval = new Retrieval('${plan}')
  def asked
  try { asked = new JsonSlurper().parseText(exchange.message.getBody(String) ?: '') } catch (groovy.json.JsonException | IllegalArgumentException no) { throw new Unusable('the question is no JSON') }
  if (!(asked instanceof Map) || !(asked.text instanceof String) || asked.text.isBlank()) throw new Unusable('the question has no text')
  def limit = asked.passages == null ? 4 : asked.passages
  if (!(limit instanceof Integer) || limit < 1 || limit > 20) throw new Unusable('passages must be a whole number from 1 to 20')
  def collection = retrieval.collection(asked.collection as String)
  retrieval.agree(collection, asked.patient as String)
  def vector = retrieval.vectors([asked.text])[0]
  // The name is one of the plan's; written out, so that the index of this collection is the one that is used.
  def sql = 'SELECT source, source_digest, position, body, embedding <=> ?::vector AS distance FROM ' + retrieval.plan.table +
    " WHERE collection = '" + collection.name + "' AND stored_at > now() - make_interval(days => " + collection.retentionDays + ')' +
    (asked.patient ? ' AND patient = ?' : '') + ' ORDER BY embedding <=> ?::vector LIMIT ' + limit
  retrieval.connect().withCloseable { connection ->
    connection.prepareStatement(sql).withCloseable { statement ->
      def values = asked.patient ? [vector, asked.patient, vector] : [vector, vector]
      values.eachWithIndex { value, index -> statement.setString(index + 1, value) }
      def rows = statement.executeQuery(), passages = []
      while (rows.next()) passages << [source: rows.getString(1), sourceDigest: rows.getString(2), position: rows.getInt(3), text: rows.getString(4), distance: rows.getDouble(5)]
      answer(200, [model: retrieval.plan.model.name + '@' + retrieval.plan.model.digest, passages: passages])
    }
  }
} catch (Unusable unusable) {
  answer(400, [error: unusable.message])
} catch (Exception away) {
  // Its text may hold what the question holds.
  org.slf4j.LoggerFactory.getLogger('retrieval').error('a question was not answered: ' + away.getClass().name)
  answer(503, [error: 'the store or the model gateway cannot be reached'])
}
null
`;
}

/** Stores one document: \`<collection>/<file>\`, or \`<collection>/<patient>/<file>\` where texts are of patients. */
export function fillScript(plan: string): string {
  return `${shared}
String readText(byte[] bytes) {
  try {
    StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)
      .decode(ByteBuffer.wrap(bytes)).toString()
  } catch (java.nio.charset.CharacterCodingException wrong) {
    throw new Unusable('the document is not in UTF-8')
  }
}

/** Whole paragraphs together, up to about 1,200 characters; a longer one is cut. */
List<String> passagesOf(String text) {
  def passages = [], current = ''
  text.split(/\\R\\s*\\R/)*.trim().findAll { it }.each { paragraph ->
    if (current && current.length() + paragraph.length() > 1200) { passages << current; current = '' }
    current = current ? current + '\\n\\n' + paragraph : paragraph
    while (current.length() > 1200) { passages << current.take(1200); current = current.drop(1200) }
  }
  if (current) passages << current
  passages
}

def log = org.slf4j.LoggerFactory.getLogger('retrieval')
byte[] bytes = exchange.message.getBody(byte[])
def digest = 'sha256:' + MessageDigest.getInstance('SHA-256').digest(bytes).encodeHex()
try {
  def retrieval = new Retrieval('${plan}')
  def steps = (exchange.message.getHeader('CamelFileName', String)).split('/') as List
  if (!(steps.size() in [2, 3])) throw new Unusable('a document stands in the folder of its collection, or of a patient in that')
  def collection = retrieval.collection(steps[0])
  def patient = steps.size() == 3 ? steps[1] : null
  retrieval.agree(collection, patient)
  def passages = passagesOf(readText(bytes))
  if (!passages) throw new Unusable('the document has no text')
  retrieval.connect().withCloseable { connection ->
    connection.autoCommit = false
    def sql = 'INSERT INTO ' + retrieval.plan.table + ' (id, collection, patient, source, source_digest, position, body, embedding) VALUES (?::uuid, ?, ?, ?, ?, ?, ?, ?::vector) ON CONFLICT (id) DO NOTHING'
    connection.prepareStatement(sql).withCloseable { statement ->
      passages.collate(16).eachWithIndex { batch, number ->
        def vectors = retrieval.vectors(batch)
        batch.eachWithIndex { body, index ->
          def position = number * 16 + index
          // The same bytes at the same place are the same passage, however often they are dropped.
          def id = UUID.nameUUIDFromBytes((steps.join('/') + ' ' + digest + ' ' + position).getBytes('UTF-8')).toString()
          [id, collection.name, patient, steps[-1], digest].eachWithIndex { value, at -> statement.setString(at + 1, value) }
          statement.setInt(6, position)
          statement.setString(7, body)
          statement.setString(8, vectors[index])
          statement.addBatch()
        }
      }
      statement.executeBatch()
    }
    connection.commit()
  }
  exchange.setProperty('outcome', '.stored')
  log.info('stored ' + digest + ' in ' + passages.size() + ' passages')
} catch (Unusable unusable) {
  exchange.setProperty('outcome', '.refused')
  log.error('refused ' + digest + ': ' + unusable.message)
}
null
`;
}
