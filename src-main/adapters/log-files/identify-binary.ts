interface Known {
  magic: readonly number[];
  name: string;
  remedy: string;
}

const UNPACK = 'unpack it and open the log inside';
const CONVERT = 'export it as JSON Lines or CSV';

const KNOWN: readonly Known[] = [
  { magic: [0x50, 0x41, 0x52, 0x31], name: 'a Parquet file', remedy: CONVERT },
  {
    magic: [0x50, 0x4b, 0x03, 0x04],
    name: 'a ZIP archive (or an Excel workbook)',
    remedy: `${UNPACK}, or ${CONVERT}`,
  },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], name: 'a Zstandard file', remedy: 'unpack it first: zstd -d FILE' },
  { magic: [0x42, 0x5a, 0x68], name: 'a bzip2 file', remedy: 'unpack it first: bunzip2 FILE' },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], name: 'an xz file', remedy: 'unpack it first: unxz FILE' },
  { magic: [0x37, 0x7a, 0xbc, 0xaf], name: 'a 7-Zip archive', remedy: UNPACK },
  { magic: [0x04, 0x22, 0x4d, 0x18], name: 'an LZ4 file', remedy: 'unpack it first: lz4 -d FILE' },
  { magic: [...bytesOf('SQLite format 3')], name: 'an SQLite database', remedy: CONVERT },
  { magic: [...bytesOf('ARROW1')], name: 'an Arrow file', remedy: CONVERT },
  { magic: [...bytesOf('Obj'), 1], name: 'an Avro file', remedy: CONVERT },
  { magic: [...bytesOf('ORC')], name: 'an ORC file', remedy: CONVERT },
  { magic: [...bytesOf('%PDF')], name: 'a PDF file', remedy: CONVERT },
  { magic: [0x89, ...bytesOf('PNG')], name: 'a PNG image', remedy: 'choose the log instead' },
  { magic: [0x7f, ...bytesOf('ELF')], name: 'a program', remedy: 'choose the log instead' },
];

/**
 * Says what kind of binary file begins with these bytes; null for text. The first kilobytes are enough; a UTF-16
 * file with a byte order mark has to be recognised before.
 */
export function identifyBinary(head: Uint8Array): { name: string; remedy: string } | null {
  const known = KNOWN.find(({ magic }) => magic.every((byte, i) => head[i] === byte));
  // Some magics are plain letters: a text may begin with them, but holds no NUL.
  if (known && (head.includes(0) || known.magic.some((byte) => byte < 0x20 || byte > 0x7e))) return known;
  if (isTar(head)) return { name: 'a tar archive', remedy: UNPACK };
  if (!head.includes(0)) return null;
  const utf16 = looksLikeUtf16(head);
  return utf16
    ? { name: `${utf16} text without a byte order mark`, remedy: 'save it as UTF-8' }
    : { name: 'a binary file', remedy: 'a log is JSON Lines, a JSON array or CSV, plain or gzipped' };
}

function isTar(head: Uint8Array): boolean {
  return bytesOf('ustar').every((byte, i) => head[257 + i] === byte);
}

/** Latin text in UTF-16 has a NUL in nearly every second byte. */
function looksLikeUtf16(head: Uint8Array): string | null {
  const nuls = [0, 0];
  head.forEach((byte, i) => {
    if (byte === 0) nuls[i % 2] = (nuls[i % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = nuls;
  const most = head.length / 2;
  if (odd > 0.7 * most && even < 0.1 * most) return 'UTF-16LE';
  return even > 0.7 * most && odd < 0.1 * most ? 'UTF-16BE' : null;
}

function bytesOf(text: string): number[] {
  return [...Buffer.from(text, 'latin1')];
}
