/** What keeps an output that begins like JSON from being it, as the engine words it; null for any other text. */
export function brokenJson(output: string): string | null {
  const text = output.trim();
  if (!/^[[{]/.test(text)) return null;
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The JSON that an output consists of, or its first JSON code block; null when there is none. */
export function jsonOf(output: string): string | null {
  const candidates = [
    output,
    ...[...output.matchAll(/```[^\n`]*\n([\s\S]*?)```/g)].map(([, block]) => block!),
  ];
  for (const text of candidates) {
    const trimmed = text.trim();
    if (!/^[[{]/.test(trimmed)) continue;
    try {
      JSON.parse(trimmed);
      return trimmed;
    } catch {
      // The next one may be.
    }
  }
  return null;
}
