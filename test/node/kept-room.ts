import { openRoom } from './room.ts';

// Opens a room and never closes it: a test kills this program.
const room = await openRoom(process.argv[2] ?? '');
process.stdout.write('folder' in room ? room.folder : room.reason);
setInterval(() => undefined, 60_000);
