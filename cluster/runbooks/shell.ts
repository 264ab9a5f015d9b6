/** A word of a command line that bash takes as it is. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Runs one command line on a machine, as root there, from the workstation. */
export function onMachine(address: string, command: string): string {
  return `ssh root@${address} ${quoted(command)}`;
}

/** Writes a file of the workstation to a machine, readable by root alone; never by way of a folder that others read. */
export function putFile(address: string, from: string, to: string): string {
  return `${onMachine(address, `install -D -m 600 -o root -g root /dev/stdin ${quoted(to)}`)} < ${from}`;
}

/** Waits until a command succeeds; fails after so many seconds. */
export function until(command: string, seconds: number): string {
  return `timeout ${seconds} bash -c ${quoted(`until ${command} > /dev/null 2>&1; do sleep 1; done`)}`;
}
