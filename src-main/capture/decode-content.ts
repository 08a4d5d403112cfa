import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { promisify } from 'node:util';

const DECODERS = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

/**
 * The text of a body as it came over the wire.
 * @param maxBytes longest text unpacked: a few bytes can stand for gigabytes
 * @throws Error that says why it can not be read
 */
export async function decodeContent(
  body: Uint8Array,
  encoding: string | undefined,
  maxBytes: number,
): Promise<string> {
  const name = (encoding ?? 'identity').trim().toLowerCase();
  if (name === 'identity' || name === '') return new TextDecoder().decode(body);
  const decode = DECODERS[name as keyof typeof DECODERS];
  if (!decode) throw new Error(`its content-encoding ${name.slice(0, 40)} is not known`);
  try {
    return new TextDecoder().decode(await decode(body, { maxOutputLength: maxBytes }));
  } catch (error) {
    throw new Error(`its ${name} content is damaged or too large`, { cause: error });
  }
}
