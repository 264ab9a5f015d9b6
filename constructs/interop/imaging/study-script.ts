/** What the script that turns studies into resources is made from. */
export interface StudyScriptProps {
  /** Address of the archive on loopback: `http://127.0.0.1:9101`. */
  readonly archive: string;
  /** Folder in which the engine keeps what it has taken. */
  readonly store: string;
  /** Path of the mapping inside the container. */
  readonly configuration: string;
  /** What the archive is to Provenance: its host. */
  readonly host: string;
}

/** Name of the archive among those whose resources wait to be delivered. No system or folder may have it. */
export const STUDY_SOURCE = 'studies';

/**
 * Asks the archive which studies have become stable since it was last asked, and stores a transaction for each, to be delivered
 * as messages are. What has been stored is remembered after it is on the disk: a study may come twice, and never not at all.
 */
export function studyScript({ archive, store, configuration, host }: StudyScriptProps): string {
  return String.raw`
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption
import java.nio.file.StandardOpenOption
import java.time.Duration
import java.time.LocalDate
import java.time.LocalDateTime
import java.time.OffsetDateTime
import java.time.ZoneId
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter

class Studies {
  final Map configuration = new JsonSlurper().parse(new File('${configuration}'), 'UTF-8')
  final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()
  final Path cursor = Path.of('${store}', '${STUDY_SOURCE}', 'since')
  final String system = configuration.identifierSystem

  def ask(String path) {
    def request = HttpRequest.newBuilder(URI.create('${archive}' + path)).timeout(Duration.ofSeconds(60)).build()
    def answer = client.send(request, HttpResponse.BodyHandlers.ofString())
    // Deleted since it was named: there is nothing to write.
    if (answer.statusCode() == 404) return null
    if (answer.statusCode() != 200) throw new IllegalStateException('the imaging archive answered ' + answer.statusCode())
    new JsonSlurper().parseText(answer.body())
  }

  void write(Path at, String text) {
    Files.createDirectories(at.parent)
    def unfinished = at.resolveSibling('.' + at.fileName)
    FileChannel.open(unfinished, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE).withCloseable { file ->
      file.write(ByteBuffer.wrap(text.getBytes('UTF-8')))
      file.force(true)
    }
    Files.move(unfinished, at, StandardCopyOption.ATOMIC_MOVE)
  }

  void takeNew() {
    def since = Files.exists(cursor) ? Files.readString(cursor).trim() : '0'
    while (true) {
      def page = ask('/changes?limit=100&since=' + since)
      page.Changes.findAll { it.ChangeType == 'StableStudy' }*.ID.unique().each { take(it) }
      since = page.Last as String
      write(cursor, since)
      if (page.Done) return
    }
  }

  void take(String id) {
    def study = ask('/studies/' + id), series = study == null ? null : ask('/studies/' + id + '/series')
    if (series == null) return
    def uid = study.MainDicomTags?.StudyInstanceUID
    def message = UUID.nameUUIDFromBytes((uid + ' ' + study.LastUpdate).getBytes('UTF-8')).toString()
    def received = OffsetDateTime.now(ZoneOffset.UTC).withNano(0).toString()
    def stored = [id: message, peer: '${STUDY_SOURCE}', received: received, raw: JsonOutput.toJson([study: study, series: series]).bytes.encodeBase64().toString()]
    def number = study.PatientMainDicomTags?.PatientID?.trim()
    def wrong = !(uid ==~ /[0-9.]{3,64}/) ? 'no study instance UID' : !number ? 'no patient number' : series.any { !it.MainDicomTags?.Modality } ? 'a series without a modality' : null
    if (wrong != null) {
      write(Path.of('${store}', 'dead-letters', '${STUDY_SOURCE}', message + '.json'), JsonOutput.toJson(stored + [reason: wrong]))
      org.slf4j.LoggerFactory.getLogger('dead-letters').error('dead letter ' + message + ' from ${STUDY_SOURCE}: ' + wrong)
      return
    }
    stored.bundle = bundle(study, series, uid, number, message, received)
    def name = String.format('%019d', System.currentTimeMillis() * 1000000 + (System.nanoTime() % 1000000)) + '-' + message + '.json'
    write(Path.of('${store}', 'spool', '${STUDY_SOURCE}', name), JsonOutput.toJson(stored))
  }

  Map coding(String modality) { [system: 'http://dicom.nema.org/resources/ontology/DCM', code: modality] }

  String started(Map tags) {
    try {
      def day = LocalDate.parse(tags.StudyDate, DateTimeFormatter.BASIC_ISO_DATE)
      if (!(tags.StudyTime ==~ /\d{6}.*/)) return day.toString()
      def time = java.time.LocalTime.parse(tags.StudyTime.take(6), DateTimeFormatter.ofPattern('HHmmss'))
      LocalDateTime.of(day, time).atZone(ZoneId.of(configuration.timeZone)).toOffsetDateTime().format(DateTimeFormatter.ISO_OFFSET_DATE_TIME)
    } catch (java.time.DateTimeException | NullPointerException unknown) { null }
  }

  String query(String of, String value) { 'identifier=' + URLEncoder.encode(of + '|' + value.replaceAll(/([\\,$|])/, '\\\\$1'), 'UTF-8') }

  Map bundle(Map study, List series, String uid, String number, String message, String received) {
    def tags = study.MainDicomTags
    def urls = (0..1).collect { 'urn:uuid:' + UUID.nameUUIDFromBytes((message + '/' + it).getBytes('UTF-8')) }
    def patient = [resourceType: 'Patient', identifier: [[system: system + '/patient', value: number]]]
    def identifiers = [[system: 'urn:dicom:uid', value: 'urn:oid:' + uid]]
    if (tags.AccessionNumber?.trim()) identifiers << [
      type: [coding: [[system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'ACSN']]],
      system: system + '/accession', value: tags.AccessionNumber.trim(),
    ]
    def resource = [
      resourceType: 'ImagingStudy', identifier: identifiers, status: 'available', subject: [reference: urls[0]],
      modality: series*.MainDicomTags*.Modality.unique().collect { coding(it) },
      numberOfSeries: series.size(), numberOfInstances: series.sum { it.Instances.size() },
      series: series.collect { one ->
        def about = one.MainDicomTags
        def made = [uid: about.SeriesInstanceUID, modality: coding(about.Modality), numberOfInstances: one.Instances.size()]
        if (about.SeriesNumber?.trim()?.isInteger() && (about.SeriesNumber.trim() as int) >= 0) made.number = about.SeriesNumber.trim() as int
        if (about.SeriesDescription?.trim()) made.description = about.SeriesDescription.trim()
        made
      },
    ]
    if (tags.StudyDescription?.trim()) resource.description = tags.StudyDescription.trim()
    if (started(tags) != null) resource.started = started(tags)
    def provenance = [
      resourceType: 'Provenance', id: message, recorded: received, target: urls.collect { [reference: it] },
      activity: [text: 'DICOM study'],
      agent: [[
        type: [coding: [[system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code: 'author']]],
        who: [identifier: [system: system + '/system', value: '${STUDY_SOURCE}'], display: '${host}'],
      ]],
      entity: [[role: 'source', what: [identifier: [system: 'urn:dicom:uid', value: 'urn:oid:' + uid], display: 'DICOM study']]],
    ]
    [resourceType: 'Bundle', type: 'transaction', entry: [
      [fullUrl: urls[0], resource: patient, request: [method: 'POST', url: 'Patient', ifNoneExist: query(system + '/patient', number)]],
      [fullUrl: urls[1], resource: resource, request: [method: 'PUT', url: 'ImagingStudy?' + query('urn:dicom:uid', 'urn:oid:' + uid)]],
      [fullUrl: 'urn:uuid:' + message, resource: provenance, request: [method: 'PUT', url: 'Provenance/' + message]],
    ]]
  }
}
try {
  new Studies().takeNew()
} catch (Exception away) {
  // Asked again by the clock; its text may hold what the archive holds.
  org.slf4j.LoggerFactory.getLogger('studies').warn('no studies were taken: ' + (away instanceof IllegalStateException ? away.message : away.getClass().name))
}
null
`;
}
