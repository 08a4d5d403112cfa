/** The data of server-sent events, each as JSON; null where the text is no such stream. `[DONE]` and comments are left out. */
export function serverEvents(text: string): unknown[] | null {
  const data = text
    .split(/\r?\n\r?\n/)
    .map((event) =>
      event
        .split(/\r?\n/)
        .flatMap((line) => /^data:\s?(.*)$/.exec(line)?.[1] ?? [])
        .join('\n'),
    )
    .filter((each) => each !== '');
  if (data.length === 0) return null;
  return data.flatMap((each) => {
    try {
      return [JSON.parse(each) as unknown];
    } catch {
      return [];
    }
  });
}
