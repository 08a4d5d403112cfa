import type { Command } from './command';

/** A key press as commands write it: `g`, `?`, `mod+k`, `Escape`. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey'>): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return `${event.metaKey || event.ctrlKey ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${key}`;
}

/**
 * What the keys pressed so far mean: a command, the beginning of one ('wait'), or nothing.
 * When the sequence means nothing, its last key is taken as a new beginning.
 */
export function matchKeys(
  pressed: readonly string[],
  commands: readonly Command[],
): { command: Command } | { wait: readonly string[] } | null {
  for (const keys of pressed.length > 1 ? [pressed, pressed.slice(-1)] : [pressed]) {
    const text = keys.join(' ');
    const command = commands.find((candidate) => candidate.keys === text);
    if (command !== undefined) return { command };
    if (commands.some((candidate) => candidate.keys?.startsWith(`${text} `))) return { wait: keys };
  }
  return null;
}

/** Keys for display: `g o` → [['G'], ['O']], `mod+k` → [['⌘', 'K']]. */
export function keyCaps(keys: string, mac: boolean): string[][] {
  return keys
    .split(' ')
    .map((press) =>
      press
        .split('+')
        .map((key) =>
          key === 'mod' ? (mac ? '⌘' : 'Ctrl') : (CAPS[key] ?? (key.length === 1 ? key.toUpperCase() : key)),
        ),
    );
}

const CAPS: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  PageDown: 'PgDn',
  PageUp: 'PgUp',
  Escape: 'Esc',
};
