import type { HospitalCluster, HospitalClusterOf } from '../constructs/core/site/hospital-cluster.ts';
import type { Site } from '../constructs/core/site/site.ts';

/** What the files of a cluster are made from. */
export interface ClusterContext<Cluster extends HospitalCluster = HospitalCluster> {
  readonly site: Site;
  readonly cluster: Cluster;
  /** Name servers and time servers of the machines. */
  readonly servers: NonNullable<Site['nodes']>;
  /** Version of the toolkit. */
  readonly version: string;
  /** The certificates of `authorities`, as PEM. */
  readonly authorities: string;
}

/** A {@link ClusterContext} of one distribution. */
export type ContextOf<Distribution extends HospitalCluster['distribution']> = ClusterContext<
  HospitalClusterOf<Distribution>
>;
