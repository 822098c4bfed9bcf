/** The server's side of a websocket, by hand, so that a test can say on it whatever it likes. */
import { createHash } from 'node:crypto';

/** RFC 6455, 1.3. */
const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** The answer to the upgrade that `request` (the whole text of it) asks for. */
export function upgradeAnswer(request: string): string {
  const key = /sec-websocket-key: (\S+)/i.exec(request)?.[1] ?? '';
  const accept = createHash('sha1')
    .update(key + MAGIC)
    .digest('base64');
  return (
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    `Sec-WebSocket-Accept: ${accept}\r\n\r\n`
  );
}

const OPCODES = { text: 1, binary: 2 };

/** One whole message of up to 64 KiB. */
export function frame(kind: keyof typeof OPCODES, payload: string): Buffer {
  const body = Buffer.from(payload, 'latin1');
  const head = Buffer.alloc(4);
  head.writeUInt8(0x80 | OPCODES[kind], 0);
  head.writeUInt8(126, 1);
  head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
}
