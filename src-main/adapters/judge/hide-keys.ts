/** Secrets that this process has read; they are never shown. */
const secrets = new Set<string>();

/** Makes sure that a secret appears in no message. */
export function guardSecret(secret: string): void {
  if (secret.length >= 4) secrets.add(secret);
}

/** Replaces keys in a text for people: those that were read, and whatever looks like one. */
export function hideKeys(text: string): string {
  let hidden = text;
  for (const secret of secrets) hidden = hidden.replaceAll(secret, '[key]');
  // Providers quote a wrong key in part: sk-ab***yz.
  return hidden
    .replaceAll(/\b(?:sk|pk|key)-[\w*.-]{6,}/gi, '[key]')
    .replaceAll(/\bBearer\s+[\w.~+/-]{8,}/gi, 'Bearer [key]');
}
