import { ALIBABA } from './alibaba.ts';
import { ARUBA } from './aruba.ts';
import { AWS } from './aws.ts';
import { AZURE } from './azure.ts';
import { BACKBLAZE } from './backblaze.ts';
import { CLEURA } from './cleura.ts';
import { CLEVER_CLOUD } from './clever-cloud.ts';
import { CLOUDFLARE_R2 } from './cloudflare-r2.ts';
import { DIGITALOCEAN } from './digitalocean.ts';
import { ELASTX } from './elastx.ts';
import { EQUINIX_METAL } from './equinix-metal.ts';
import { EXOSCALE } from './exoscale.ts';
import { FLY } from './fly.ts';
import { GCP } from './gcp.ts';
import { HETZNER } from './hetzner.ts';
import * as hosted from './hosted.ts';
import * as hosters from './hosters.ts';
import { HUAWEI } from './huawei.ts';
import { IBM } from './ibm.ts';
import { IONOS } from './ionos.ts';
import { LINODE } from './linode.ts';
import * as atlas from './mongodb-atlas.ts';
import * as objectStorage from './object-storage.ts';
import * as observability from './observability.ts';
import { OCI } from './oci.ts';
import { OTC } from './otc.ts';
import { OUTSCALE } from './outscale.ts';
import { OVH } from './ovh.ts';
import * as platforms from './platforms.ts';
import { PLUSSERVER } from './plusserver.ts';
import { SAP_BTP } from './sap-btp.ts';
import { SCALEWAY } from './scaleway.ts';
import { STACKIT } from './stackit.ts';
import type { ProviderRegions } from './table.ts';
import { TENCENT } from './tencent.ts';
import { UPCLOUD } from './upcloud.ts';
import { VULTR } from './vultr.ts';
import { WASABI } from './wasabi.ts';

/** Every provider whose places are listed, in alphabetical order of id. */
export const PROVIDERS: readonly ProviderRegions[] = [
  ALIBABA,
  ARUBA,
  AWS,
  AZURE,
  BACKBLAZE,
  CLEURA,
  CLEVER_CLOUD,
  CLOUDFLARE_R2,
  DIGITALOCEAN,
  ELASTX,
  EQUINIX_METAL,
  EXOSCALE,
  FLY,
  GCP,
  HETZNER,
  HUAWEI,
  IBM,
  IONOS,
  LINODE,
  OCI,
  OTC,
  OUTSCALE,
  OVH,
  PLUSSERVER,
  SAP_BTP,
  SCALEWAY,
  STACKIT,
  TENCENT,
  UPCLOUD,
  VULTR,
  WASABI,
  ...Object.values(atlas),
  ...Object.values(hosted),
  ...Object.values(hosters),
  ...Object.values(objectStorage),
  ...Object.values(observability),
  ...Object.values(platforms),
].sort((a, b) => (a.provider < b.provider ? -1 : 1));
