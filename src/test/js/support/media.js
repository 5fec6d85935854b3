import { deflateSync } from 'node:zlib';

/** Files of a test's own making. */

/** A picture, one colour all over. */
export function png(width, height) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.alloc(1 + width * 3, 0x66);
  row[0] = 0;
  const pixels = Buffer.concat(Array.from({ length: height }, () => row));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, check]);
}

function crc(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/** What a camera puts behind the first two bytes of a JPEG: how it was held. */
export function exif(orientation) {
  return Buffer.from([
    0xff, 0xe1, 0, 34, ...Buffer.from('Exif\0\0MM\0*', 'latin1'), 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
  ]);
}

/** The head of a JPEG, which is all that tells its size, with an orientation as Exif has it. */
export function jpeg(width, height, orientation) {
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), exif(orientation), frame, Buffer.from([0xff, 0xd9])]);
}

/** A second of silence. */
export function wav() {
  const rate = 8000;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + rate, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(rate, 40);
  return Buffer.concat([header, Buffer.alloc(rate, 0x80)]);
}

/** The head of an MP4: what it is, and how long, wide and high. */
export function mp4(width, height, millis) {
  const word = (...numbers) => {
    const bytes = Buffer.alloc(4 * numbers.length);
    numbers.forEach((number, at) => bytes.writeUInt32BE(number, 4 * at));
    return bytes;
  };
  const box = (type, ...parts) => {
    const body = Buffer.concat(parts);
    return Buffer.concat([word(body.length + 8), Buffer.from(type, 'latin1'), body]);
  };
  const matrix = word(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
  const mvhd = box('mvhd', word(0, 0, 0, 1000, millis, 0x10000), word(0x01000000, 0, 0), matrix, Buffer.alloc(24), word(2));
  const tkhd = box('tkhd', word(7, 0, 0, 1, 0, millis), Buffer.alloc(16), matrix, word(width << 16, height << 16));
  const mdhd = box('mdhd', word(0, 0, 0, 1000, millis, 0));
  const hdlr = box('hdlr', word(0, 0), Buffer.from('vide', 'latin1'), Buffer.alloc(13));
  const avc1 = box('avc1', word(0), Buffer.from([0, 0, 0, 1]), Buffer.alloc(16), word((width << 16) | height, 0x480000, 0x480000, 0), Buffer.alloc(38));
  const stbl = box('stbl', box('stsd', word(0, 1), avc1), ...['stts', 'stsc', 'stco'].map((type) => box(type, word(0, 0))), box('stsz', word(0, 0, 0)));
  const minf = box('minf', box('vmhd', word(1, 0, 0)), stbl);
  const ftyp = box('ftyp', Buffer.from('isom', 'latin1'), word(512), Buffer.from('isommp41', 'latin1'));
  return Buffer.concat([ftyp, box('moov', mvhd, box('trak', tkhd, box('mdia', mdhd, hdlr, minf)))]);
}

/** Bytes that no compression makes smaller and nobody takes for anything. */
export function bytes(size, seed = 1) {
  const made = Buffer.alloc(size);
  let state = seed;
  for (let at = 0; at + 4 <= size; at += 4) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    made.writeUInt32LE(state, at);
  }
  return made;
}
