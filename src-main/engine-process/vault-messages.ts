import * as v from 'valibot';

/** What the engine's process asks of the keychain, which only the shell can reach. */
export const VaultQuestionSchema = v.strictObject({
  vault: v.number(),
  operation: v.picklist(['available', 'seal', 'open']),
  text: v.string(),
});
export type VaultQuestion = v.InferOutput<typeof VaultQuestionSchema>;

/** `text` is null when it could not be done. */
export const VaultAnswerSchema = v.strictObject({ vault: v.number(), text: v.nullable(v.string()) });
export type VaultAnswer = v.InferOutput<typeof VaultAnswerSchema>;
