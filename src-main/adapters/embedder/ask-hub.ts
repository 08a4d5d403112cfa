import { AppError } from '@core/model/app-error';

export interface HubFile {
  size: number;
  /** Hex; the hub states it for large files only. */
  sha256: string | null;
  commit: string | null;
}

/** An offline computer often drops packets instead of refusing, so waiting longer would tell nothing. */
const ANSWER_MS = 5000;

/**
 * Asks the hub what a file is, without its content. Large files are stored elsewhere: the hub answers with a redirection
 * whose headers state size and SHA-256 (X-Linked-Size, X-Linked-Etag), as huggingface_hub reads them.
 * @throws AppError('not-found') when the server can't be reached, refuses, or has no such file
 */
export async function askHub(
  url: string,
  { folder, signal }: { folder: string; signal: AbortSignal },
): Promise<HubFile> {
  const response = await ask(url, { folder, signal });
  const location = response.headers.get('location');
  const linkedSize = response.headers.get('x-linked-size');
  const commit = response.headers.get('x-repo-commit');
  // A redirection within the hub itself, for small files, carries no size.
  if (location && linkedSize === null) {
    const next = await askHub(new URL(location, url).href, { folder, signal });
    return { ...next, commit: commit ?? next.commit };
  }
  const etag = response.headers.get('x-linked-etag')?.replace(/^(?:W\/)?"|"$/gu, '') ?? '';
  return {
    size: Number(linkedSize ?? response.headers.get('content-length') ?? 0),
    sha256: /^[0-9a-f]{64}$/u.test(etag) ? etag : null,
    commit,
  };
}

async function ask(
  url: string,
  { folder, signal }: { folder: string; signal: AbortSignal },
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      // Compressed, the length would not be the file's.
      headers: { 'accept-encoding': 'identity' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
    });
  } catch (error) {
    if (signal.aborted) throw cancelled();
    throw unreachable(url, { folder, error });
  }
  if (response.status >= 400) throw refused(url, response.status);
  return response;
}

export function cancelled(): AppError {
  return new AppError('cancelled', { message: 'The download was cancelled; what came is kept.' });
}

export function refused(url: string, status: number): AppError {
  return new AppError('not-found', {
    message:
      status === 404
        ? 'The server has no such file.'
        : `The server refused to hand out the file (HTTP ${status}).`,
    where: url,
    cause:
      status === 404
        ? 'the model was moved or renamed'
        : 'it asks for an account, or is overloaded or blocked',
    remedy: 'try again later, choose another model, or give the path of a local model folder',
  });
}

function unreachable(url: string, { folder, error }: { folder: string; error: unknown }): AppError {
  const { host } = new URL(url);
  return new AppError(
    'not-found',
    {
      message: `${host} could not be reached, so the model was not downloaded.`,
      where: url,
      cause: `this computer is offline, or a firewall or proxy stands in between (${reasonOf(error)})`,
      remedy: `go on with the bundled encoder, or copy the model's folder from another computer to ${folder}`,
    },
    { cause: error },
  );
}

function reasonOf(error: unknown): string {
  const cause = (error as { cause?: { code?: string; message?: string } }).cause;
  return cause?.code ?? cause?.message ?? (error instanceof Error ? error.message : String(error));
}
