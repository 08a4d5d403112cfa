/** Why something failed, in one line, with the system's code where there is one. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  const text = error.message.split('\n')[0]!;
  return code !== undefined && !text.includes(code) ? `${code}: ${text}` : text;
}
