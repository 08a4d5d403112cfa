/** Keys of judge providers. What is stored is only ever read by the adapter that sends it. */
export interface SecretStore {
  readonly kind: 'os-keychain' | 'file';
  read(name: string): Promise<string | null>;
  /** Null removes it. */
  write(name: string, secret: string | null): Promise<void>;
}
