/** How many resources of one layer a deployment touched. */
export interface LayerResult {
  readonly layer: string;
  readonly created: number;
  readonly changed: number;
  readonly deleted: number;
  readonly unchanged: number;
}

/** Told while a long step runs; `text` is one line. */
export type Progress = (text: string) => void;

/** One way to bring the judged output into a cluster. */
export interface Engine {
  readonly name: 'terraform' | 'apply';
  /** The layers in the order in which they must be deployed. */
  readonly layers: readonly string[];
  /** Applies one layer and waits until its workloads are ready. */
  deploy(layer: string): Promise<LayerResult>;
  /** Removes what earlier deployments made and the output no longer has. Called after the last layer. */
  finish(): Promise<readonly LayerResult[]>;
  /** Removes exactly what this engine made, in waves: a layer goes when nothing that is still there depends on it. */
  destroy(): Promise<readonly LayerResult[]>;
}

/** True when a deployment found everything as it should be. */
export function isUnchanged(results: readonly LayerResult[]): boolean {
  return results.every(({ created, changed, deleted }) => created + changed + deleted === 0);
}
