import { type Judged, somewhere } from './judged.ts';
import { keyMeaning } from './key.ts';
import type { Reading } from './reading.ts';
import { harmless } from './reference.ts';

/** Programs that connect to what their words name. */
const PROGRAM =
  /\b(?:curl|wget|https?|nc|ncat|netcat|socat|ssh|scp|sftp|ftp|lftp|rsync|telnet|psql|pg_dump(?:all)?|pg_restore|pg_basebackup|mysql(?:dump)?|mariadb(?:-dump)?|mongosh?|mongodump|mongoexport|redis-cli|restic|borg|rclone|kopia|s3cmd|git|helm|docker|podman|skopeo|crane|oras|buildah|ldapsearch|ldapadd|smbclient|kcat|kafkacat|nslookup|dig|storescu|movescu|httpie|websocat|grpcurl|swaks|sendmail|mc\s+alias\s+set)(?=\s)/g;
/** What stands before the first word of a command. */
const BEGINS =
  /(?:^|[\n;&|({`!"'[,]|\b(?:then|do|else|if|elif|while|until|exec|sudo|time|nohup|xargs|env|not)\s|\btimeout\s+\S{1,20}\s|\bxargs\s[^|;&\n]{1,40}\s)\s*(?:[A-Za-z_]\w*=\S{0,100}\s+)*(?:\/[\w/.-]{1,60}\/)?$/;
/** No command that people write into configuration is longer. */
const LONGEST = 2000;

/** Flags of these programs whose value is said to others, or lies on this machine. */
const LOCAL_FLAG =
  /^(?:-[HdouUXAbceFmwcDTpPfliWntkKEQq]|--(?:data\S*|header|output|user|request|max-time|retry\S*|cacert|cert|key|form\S*|cookie\S*|user-agent|username|password\S*|dbname|file|port|upload-file|write-out|connect-timeout|post-\S+|out|db|collection|tag|message|branch|version|namespace|values|set\S*))$/;
/** Flags whose value says where to connect, whatever program has them. */
const PLACE_FLAG =
  /--?((?:[a-z][a-z0-9]*[-_])*(?:endpoint(?:-url)?|server|servers|host|hostname|url|uri|proxy|registry|brokers?|bootstrap-servers?|addr|address|region|dsn|issuer))(?:=|\s{1,4})["']?\$([A-Za-z_]\w*)/g;
/** `$NAME`, `user@$NAME`, `$NAME/path`, `$NAME:path`. */
const WORD = /^(?:[^\s@/$:]{1,64}@)?\$([A-Za-z_]\w*)(?![\w(])/;
const CONNECTION = /\b(?:host|hostaddr|server)=["']?\$([A-Za-z_]\w*)/g;

/** What every shell, and every pod, has set. */
const OWN =
  /^(?:HOME|PWD|OLDPWD|HOSTNAME|USER|LOGNAME|SHELL|TERM|RANDOM|SECONDS|LINENO|PPID|UID|EUID|IFS|PATH|TMPDIR|LANG|KUBERNETES_\w+)$/;
/** Whether every shell has a variable of this name, which says nothing of any place. */
export function isOfEveryShell(name: string): boolean {
  return OWN.test(name);
}

const SPEAKS_OF_PLACES = /URL|URI|DSN|HOST|SERVER|ENDPOINT|ADDR|TARGET|SINK|DEST|REMOTE/i;

/** Whether a text may hold a bare variable in a command; cheap. */
export function mayDialVariable(text: string): boolean {
  return (/[$`][A-Za-z_(]|`/.test(text) && /\s/.test(text)) || text.search(READS) >= 0;
}

/** A program that connects to what its environment says. */
const READS =
  /\b(?:requests\.\w+|urlopen|fetch|axios(?:\.\w+)?|https?\.\w+)\(\s*(?:os\.environ(?:\.get\()?\[?["'](\w+)|os\.getenv\(["'](\w+)|process\.env\.(\w+)|ENV\[["'](\w+))/g;
/** `set -- $SINK`: the words that a script is then given. */
const SET = /\bset\s+--\s+["']?\$([A-Za-z_]\w*)/g;
/** A command whose output is where another connects to: `nc $(cat file)`. */
const PRINTED =
  /^["']?(?:\$\(|`)\s*(?:echo|printf|awk|sed|cat|head|tail|grep|cut|tr|rev|jq|yq|env|printenv|base64|xxd|python3?|perl|curl|wget|getent|dig|vault|bao|aws)\b/;
const DIALS_FIRST = /^(?:curl|wget|https?|nc|ncat|netcat|telnet|ssh|psql|sftp|ftp|grpcurl|websocat)$/;

/**
 * Bare variables that a command connects to and that nothing in the text or its surroundings sets: `curl -T dump $SINK`.
 * One in brackets is a reference and read as such. Linear in the length of the text.
 */
export function dialledVariables({ raw, key, shown, given }: Reading): readonly Judged[] {
  if (shown || key.code || !mayDialVariable(raw)) return [];
  const told = valuesOf(raw, SET, 1).filter((name) => SPEAKS_OF_PLACES.test(name));
  const read = [...raw.matchAll(READS)].map(([, a, b, c, d]) => a ?? b ?? c ?? d ?? '');
  const names = [
    ...inCommands(raw),
    ...valuesOf(raw, PLACE_FLAG, 2),
    ...valuesOf(raw, CONNECTION, 1),
    ...told,
    ...read,
  ];
  const open = [...new Set(names)].filter((name) => given?.has(name) !== true && isOpen(name));
  return open.map((name) => {
    if (/^["']?[$`]/.test(name)) return somewhere(name, 'host', 'the command connects to what another one prints');
    const why = `$${name} is set neither here nor where it is run: nobody can say what the command connects to`;
    return somewhere(`$${name}`, keyMeaning(name).region === 'strong' ? 'region' : 'host', why);
  });
}

function isOpen(name: string): boolean {
  return !isOfEveryShell(name) && harmless(name, 'word') === undefined;
}

function valuesOf(text: string, pattern: RegExp, group: number): readonly string[] {
  return [...text.matchAll(pattern)].map((match) => match[group] ?? '');
}

function inCommands(text: string): readonly string[] {
  const found: string[] = [];
  let done = 0;
  for (const { index, 0: program } of text.matchAll(PROGRAM)) {
    if (index < done || !BEGINS.test(text.slice(Math.max(0, index - 160), index))) continue;
    const words = wordsOf(text, index + program.length);
    done = words.end;
    if (program.startsWith('mc')) words.all.splice(aliasEnd(words.all));
    for (const [i, word] of words.all.entries()) {
      if (PRINTED.test(word) && DIALS_FIRST.test(program) && !LOCAL_FLAG.test(words.all[i - 1] ?? '')) found.push(word);
      const name = WORD.exec(word)?.[1];
      if (name === undefined) continue;
      const isLocal = LOCAL_FLAG.test(words.all[i - 1] ?? '') && !(i > 1 && SPEAKS_OF_PLACES.test(name));
      if (!isLocal || (program !== 'curl' && SPEAKS_OF_PLACES.test(name))) found.push(name);
    }
  }
  return found;
}

/** `mc alias set NAME URL USER PASSWORD`: what stands behind the address proves who somebody is. */
function aliasEnd(words: readonly string[]): number {
  const url = words.findIndex((word, i) => i > 0 && (word.includes('://') || SPEAKS_OF_PLACES.test(word)));
  return url < 0 ? words.length : url + 1;
}

/** The words of one command as a shell splits them, without their quotes; single-quoted ones hold no variable. */
function wordsOf(text: string, from: number): { readonly all: string[]; readonly end: number } {
  const all: string[] = [];
  let [word, quote, at] = ['', '', from];
  const stop = Math.min(text.length, from + LONGEST);
  for (; at < stop; at++) {
    const char = text[at] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
      else word += quote === "'" && char === '$' ? ' ' : char;
    } else if (/[;|&\n)]/.test(char) || (char === '`' && word !== '')) break;
    else if (/\s/.test(char)) {
      if (word !== '') all.push(word);
      word = '';
    } else if (char === '"' || char === "'") quote = char;
    else word += char;
  }
  if (word !== '') all.push(word);
  return { all, end: at };
}
