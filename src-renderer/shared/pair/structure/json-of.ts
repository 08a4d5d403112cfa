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
