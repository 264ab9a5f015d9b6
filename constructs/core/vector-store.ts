import type { Database } from './database.ts';

/** Documents of one kind that are searched together. */
export interface VectorCollection {
  /** Name in folders and questions: `guidelines`. A contract. */
  readonly name: string;
  /** Whether its texts are of patients. Then each belongs to one patient, and is found only by who asks for that patient. */
  readonly patientData: boolean;
  /** Days after which a text is no longer found, and is deleted. */
  readonly retentionDays: number;
}

/** A model that turns texts into vectors. Vectors of two models cannot be compared. */
export interface EmbeddingModel {
  /** Name under which the model gateway knows it. */
  readonly name: string;
  /** `sha256:…` of its weights' manifest. */
  readonly digest: string;
  /** Length of its vectors: 1 to 2000, the most that an index takes. */
  readonly dimensions: number;
}

/** Where texts are kept with their vectors, whichever way that is run. No model reaches it: a retrieval service does. */
export interface VectorStore extends Database {
  readonly model: EmbeddingModel;
  readonly collections: readonly VectorCollection[];
  /** Table of the passages. Another model has another one. */
  readonly table: string;
}
