import * as z from 'zod/mini';
import { text, whole } from '../../document/forms.ts';
import { replicas, volume } from './parts.ts';

const characterSet = z
  .enum(['US-ASCII', 'ISO-8859-1', 'ISO-8859-2', 'ISO-8859-15', 'windows-1250', 'windows-1252', 'IBM850', 'UTF-8'])
  .check(z.describe('Character set of messages that state none in MSH-18.'));

const messages = z
  .array(z.enum(['ADT^A01', 'ADT^A03', 'ADT^A08', 'ORU^R01']).check(z.describe('Type and event: ADT^A01.')))
  .check(z.minLength(1), z.describe('Messages that are taken; any other is rejected, and kept.'));

const system = z
  .strictObject({
    certificate: text('hostName', 'DNS name in the client certificate of the system.'),
    port: whole(1024, 65_535, "Port that is this system's alone; 30000 to 32767 when the exposure is node-port."),
    characterSet,
    messages,
  })
  .check(z.describe('A system that sends HL7 version 2 over MLLP with TLS.'));

const place = (what: string) => text('hl7Place', what);

const csv = z
  .strictObject({
    separator: z.enum([';', ',', '|', 'tab']).check(z.describe('What divides the cells.')),
    columns: z
      .record(text('words', 'Name of the column, as the first line has it.'), place('Place that it stands for: PID-3.'))
      .check(z.describe('Columns, and the places of a message that they stand for. Other columns are not read.')),
    constants: z.optional(
      z
        .record(place('Place: OBX-2.'), text('words', 'Its value.'))
        .check(z.describe('What is the same for every line: OBX-2 is NM, OBX-11 is F.')),
    ),
    times: z.optional(
      z
        .record(place('Place: OBX-14.'), text('words', 'Form of the time: dd.MM.uuuu HH:mm.'))
        .check(z.describe('How times are written, in the letters of Java; left out: as HL7 writes them.')),
    ),
    decimalComma: z.optional(z.array(place('Place: OBX-5.')).check(z.describe('Numbers with a comma for a point.'))),
  })
  .check(z.describe('How CSV files are read. Lines of one order make one message, of the first of messages.'));

const folder = z
  .strictObject({ characterSet, messages, csv: z.optional(csv) })
  .check(z.describe('A folder that files with HL7 version 2 messages, or with lines of CSV, are dropped into.'));

const partName = text('portName', 'Name in ports, folders and identifiers: his. Never changes.');

/** The modules between the record and the hospital's other systems. */
export const interopModules = {
  hl7: z.optional(
    z
      .strictObject({
        replicas,
        storage: volume,
        identifierSystem: text('httpsUrl', 'Address below which identifiers are: https://fhir.hospital.example/sid.'),
        timeZone: text('timeZone', 'Zone of times without an offset: Europe/Berlin.'),
        exposure: z
          .enum(['cluster', 'node-port', 'load-balancer'])
          .check(z.describe('How the ports of the systems are reached.')),
        clientNetworks: z
          .array(text('network', 'Network of systems: 10.20.0.0/16.'))
          .check(z.minLength(1), z.describe('Where the systems are; everyone else is turned away.')),
        systems: z
          .record(partName, system)
          .check(z.describe('Systems by name; at least one. A new one goes to the end.')),
        fileDrops: z.optional(
          z
            .strictObject({
              storage: volume,
              storageClass: z.optional(text('objectName', 'Class of the share. Left out: the class of the site.')),
              folders: z.record(partName, folder).check(z.describe('Folders by name.')),
            })
            .check(z.describe('Folders for systems that can only write files.')),
        ),
      })
      .check(
        z.describe('HL7 version 2 gateway and integration engine: messages to FHIR resources. Needs fhir and audit.'),
      ),
  ),
  imaging: z.optional(
    z
      .strictObject({
        storage: volume,
        aet: text('aeTitle', 'AE title that peers call: DOMICILE.'),
        peers: z
          .record(
            partName,
            z
              .strictObject({
                aet: text('aeTitle', 'AE title of the peer: CT1.'),
                certificate: text('hostName', 'DNS name in the client certificate of the peer.'),
                port: whole(
                  1024,
                  65_535,
                  "Port that is this peer's alone; 30000 to 32767 when the exposure is node-port.",
                ),
              })
              .check(z.describe('A system that stores images over DICOM with TLS.')),
          )
          .check(z.describe('Peers by name. A new one goes to the end.')),
      })
      .check(z.describe('Imaging archive; its peers come in by the ports of hl7. Needs hl7 and audit.')),
  ),
};
