/** Makers of models and the names that theirs go by. Order matters: the first match holds. */
const FAMILIES: readonly (readonly [family: string, pattern: RegExp])[] = [
  ['Claude', /claude|anthropic/],
  ['Gemini and Gemma', /gemini|gemma|palm|bard/],
  ['DeepSeek', /deepseek/],
  ['Qwen', /qwen|qwq/],
  ['Mistral', /mistral|mixtral|codestral|ministral|magistral|pixtral/],
  ['Llama', /llama|vicuna|alpaca/],
  ['Grok', /grok/],
  ['Cohere Command', /command-?(r|a|light|nightly)|cohere|\baya\b/],
  ['Phi', /\bphi-?\d/],
  ['GLM', /\bglm|chatglm/],
  ['Kimi', /kimi|moonshot/],
  ['Nova', /amazon.*nova|\bnova-(micro|lite|pro|premier)/],
  ['Granite', /granite/],
  ['Yi', /\byi-/],
  ['GPT', /gpt|davinci|\bo[1345](-|$)|openai/],
];

/** The family that a model's name tells; null where it tells none. A fine-tuned model counts to its base. */
export function modelFamily(model: string): string | null {
  const name = model.toLowerCase();
  return FAMILIES.find(([, pattern]) => pattern.test(name))?.[0] ?? null;
}
