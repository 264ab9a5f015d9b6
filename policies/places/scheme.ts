import { HOSTED_WORDS } from '../../catalog/hosts/hosted-words.ts';
import { inert, type Judged, somewhere } from './judged.ts';
import type { KeyMeaning } from './key.ts';

/** Schemes whose URLs name something on the machine, in the cluster or in a registry of names. */
const NO_HOST: ReadonlySet<string> = new Set(
  `file unix npipe data about classpath jar vfs pvc env secret secrets vault spiffe urn tag cid mem memory inmemory sqlite
   k8s-secret awssm akv op direct vm bean mock seda ref var local mount overlay tmpfs`
    .trim()
    .split(/\s+/),
);

/** Schemes that name a bucket of one provider's object store, and no region. */
const BUCKETS: Readonly<Record<string, string>> = {
  gs: 'Google Cloud Storage',
  gcs: 'Google Cloud Storage',
  oss: 'Alibaba OSS',
  cos: 'Tencent COS',
  cosn: 'Tencent COS',
  obs: 'Huawei OBS',
  b2: 'Backblaze B2',
  az: 'Azure Blob Storage',
  azblob: 'Azure Blob Storage',
  azureblob: 'Azure Blob Storage',
  hf: 'the Hugging Face hub',
  huggingface: 'the Hugging Face hub',
  ollama: 'the Ollama registry',
  modelscope: 'ModelScope',
  ms: 'ModelScope',
  gdrive: 'Google Drive',
  dropbox: 'Dropbox',
};

/** Schemes of networks without a place: any machine in the world may answer. */
const ANYWHERE: ReadonlySet<string> = new Set('ipfs ipns magnet ar bittorrent dat hyper tor web3'.split(' '));

/** Short names of Apprise and Shoutrrr for services of messages, besides the words that choose a service everywhere. */
const MESSENGERS = new Set(
  'dapi fcm gchat googlechat ifttt join msteams pbul pover pushbullet tgram teams wxteams'.split(' '),
);

/** `sendgrid+api://KEY@default`, `slack://TOKEN@default`: the scheme is the service, unless a host of another house follows. */
function service(scheme: string, whole: string): Judged | undefined {
  const [word = ''] = scheme.split(/[+.-]/);
  if (!MESSENGERS.has(word) && !HOSTED_WORDS.has(word)) return undefined;
  if (/@(?!gmail\.)[\w-]+\.[a-z]{2}/i.test(whole)) return undefined;
  return somewhere(whole, 'url', `${scheme}: is the service ${HOSTED_WORDS.get(word) ?? word}, wherever that is`);
}

const S3 = new Set(['s3', 's3a', 's3n']);

/** What a scheme alone decides; undefined when the authority has to be judged. */
export function judgeScheme(scheme: string, whole: string, key: KeyMeaning): Judged | undefined {
  if (NO_HOST.has(scheme)) return inert(whole, `${scheme}: names nothing on a network`);
  if (ANYWHERE.has(scheme)) return somewhere(whole, 'url', `${scheme}: is answered by machines anywhere in the world`);
  const store = Object.hasOwn(BUCKETS, scheme) ? BUCKETS[scheme] : undefined;
  if (store !== undefined)
    return somewhere(whole, 'url', `${whole} is in ${store}; the name does not say which region`);
  if (!S3.has(scheme)) return service(scheme, whole);
  if (/storage_?uri$/.test(key.words))
    return somewhere(whole, 'url', `${whole} names a bucket, and no endpoint or region beside it`);
  return inert(whole, `${whole} names a bucket; its endpoint and region stand elsewhere`);
}
