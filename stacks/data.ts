import type { Construct } from 'constructs';
import type { Images } from '../constructs/core/images/lock.ts';
import type { Site } from '../constructs/core/site/site.ts';
import { SovereignStack } from '../constructs/core/stack.ts';
import { PostgresDatabase } from '../constructs/data/postgres-database.ts';
import { FhirServer } from '../constructs/interop/fhir-server.ts';
import type { FoundationStack } from './foundation.ts';

/** Props of {@link DataStack}. */
export interface DataStackProps {
  readonly site: Site;
  readonly images: Images;
  readonly foundation: FoundationStack;
}

/** Where patient data is: the FHIR server and its database. */
export class DataStack extends SovereignStack {
  readonly fhir: FhirServer | undefined;

  constructor(scope: Construct, id: string, { site, images, foundation }: DataStackProps) {
    super(scope, id, { site, layer: 'data' });
    const { fhir } = site.modules;
    if (fhir === undefined) return;
    const database = new PostgresDatabase(this, 'fhir-database', {
      namespace: foundation.clinical,
      name: 'fhir-database',
      databaseName: 'fhir',
      images,
      storage: site.storage,
      size: fhir.database.storage,
      protectFromDestroy: site.cluster.profile === 'production',
    });
    this.fhir = new FhirServer(this, 'fhir', {
      namespace: foundation.clinical,
      name: 'fhir',
      images,
      database,
      replicas: fhir.replicas,
    });
  }
}
