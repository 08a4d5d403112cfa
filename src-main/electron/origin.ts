/** The scheme and host of every page of Gnomon; Node knows no origin for a scheme that it does not know. */
export const SCHEME = 'app';
const HOST = 'gnomon';
export const START_URL = `${SCHEME}://${HOST}/`;

/** Whether an address belongs to Gnomon's own pages. */
export function isOurs(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${SCHEME}:` && host === HOST && username === '' && password === '';
}
