import { Hono } from 'hono';
import * as v from 'valibot';
import { asSeenBy, seqOf } from '@core/engine/pair-detail';
import { reviewQueue } from '@core/engine/review-queue';
import type { ReviewHistory, ReviewQueue, ReviewSummary, VoteColumn } from '@core/model/api/review';
import { AppError } from '@core/model/app-error';
import { decodeFilter } from '@core/model/pair-filter';
import { ReviewRequestSchema } from '@core/model/review';
import type { GnomonEngine } from '../../engine/gnomon-engine';
import { resolveTexts } from '../../engine/resolve-texts';
import { readPair } from '../../engine/read-pair';
import { importVotes, reviewSummary, votesOf } from '../../engine/review-summary';
import { readReviews, saveReview } from '../../engine/reviews';
import { parseRequest } from '../parse-request';
import { workspacePath } from '../workspace-path';
import { json } from '../json';

const ImportSchema = v.object({
  keys: v.pipe(v.array(v.string()), v.minLength(1, 'no column was chosen')),
  a: v.picklist(['prod', 'shadow']),
});

/** What people say of the pairs. */
export function reviewRoutes(engine: GnomonEngine): Hono {
  const routes = new Hono();
  routes.post('/workspaces/:id/reviews', async (context) => {
    const request = parseRequest(ReviewRequestSchema, await context.req.json());
    const path = await workspacePath(engine, context.req.param('id'));
    // A review of a pair that is not there would never be seen again.
    const seq = await engine.withWorkspace(path, (db) => seqOf(db, request.requestId));
    await saveReview(path, request);
    const { reviewer, blind } = request;
    return json(asSeenBy(await readPair(engine, path, seq), { reviewer, seed: blind?.seed ?? null }));
  });
  routes.get('/workspaces/:id/reviews', async (context) => {
    const path = await workspacePath(engine, context.req.param('id'));
    return json((await reviewSummary(engine, path)) satisfies ReviewSummary);
  });
  routes.get('/workspaces/:id/reviews/history', async (context) => {
    const { book } = await readReviews(await workspacePath(engine, context.req.param('id')));
    return context.json(book.trailOf(context.req.query('reviewer') ?? '') satisfies ReviewHistory);
  });
  routes.get('/workspaces/:id/reviews/votes', async (context) => {
    const path = await workspacePath(engine, context.req.param('id'));
    return json((await votesOf(engine, path)) satisfies VoteColumn[]);
  });
  routes.post('/workspaces/:id/reviews/import', async (context) => {
    const request = parseRequest(ImportSchema, await context.req.json());
    const path = await workspacePath(engine, context.req.param('id'));
    return json({ added: await importVotes(engine, path, request) });
  });
  routes.get('/workspaces/:id/reviews/queue', async (context) => {
    const asked = decodeFilter(context.req.query('f') ?? '');
    if (asked === null) throw new AppError('usage', { message: 'The filter of this queue can not be read.' });
    const path = await workspacePath(engine, context.req.param('id'));
    const { book } = await readReviews(path);
    const reviewer = context.req.query('reviewer') ?? '';
    const filter = await resolveTexts(engine, path, { filter: asked, signal: context.req.raw.signal });
    const queue = await engine.withWorkspace(path, (db, store) =>
      reviewQueue({ db, store }, filter, (requestId) => book.verdictOf(reviewer, requestId) !== null),
    );
    return json(queue satisfies ReviewQueue);
  });
  return routes;
}
