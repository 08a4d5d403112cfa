import * as v from 'valibot';

/** A DNS label as RFC 1123 has it: what Kubernetes takes for a namespace. */
const label = v.pipe(
  v.string('must be text'),
  v.regex(
    /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    'must be lower-case letters, digits and hyphens, at most 63, and begin and end with a letter or digit',
  ),
);

/** Controllers name services after it with "-primary" or "-canary", and a service's name begins with a letter. */
const service = v.pipe(
  label,
  v.regex(/^[a-z]/, 'must begin with a letter'),
  v.maxLength(55, 'must have at most 55 characters, since "-primary" is added to it'),
);

/** A DNS subdomain: labels with dots between. */
const subdomain = v.pipe(
  v.string('must be text'),
  v.maxLength(245, 'must have at most 245 characters'),
  v.regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    'must be lower-case letters, digits, hyphens and dots, and begin and end with a letter or digit',
  ),
);

const address = v.pipe(
  v.string('must be text'),
  v.regex(
    /^https?:\/\/[^\s/?#@"'{}]+(\/[^\s?#"'{}]*)?$/,
    'must be an address such as http://prometheus.monitoring:9090, without user, query or spaces',
  ),
);

const port = v.pipe(
  v.union([v.number(), v.string()], 'must be a number'),
  v.transform(Number),
  v.integer('must be a whole number'),
  v.minValue(1, 'must be at least 1'),
  v.maxValue(65_535, 'must be at most 65535'),
);

/** What a cluster calls things, checked before it is written into a manifest. */
export const RolloutNamesSchema = v.object({
  service: v.optional(service, 'assistant'),
  namespace: v.optional(label, 'default'),
  /** Left out: called like the service. */
  deployment: v.exactOptional(subdomain),
  /** Ingress of nginx that splits the traffic; left out: the mesh or the number of pods does. */
  ingress: v.exactOptional(subdomain),
  /** Port of the service. */
  port: v.optional(port, 80),
  /** Address of Prometheus as the controller reaches it. */
  prometheus: v.optional(address, 'http://prometheus.monitoring:9090'),
});

export type RolloutNames = v.InferOutput<typeof RolloutNamesSchema>;
