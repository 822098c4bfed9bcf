/** Every route that an app has, as something that can be asked for. */
import type { FastifyInstance } from 'fastify';

export type Route = { method: string; url: string };

/** What stands for the parameters of a route. */
const GIVEN: Readonly<Record<string, string>> = {
  ':cluster': 'prod',
  ':member': 'node-1',
  ':id': '1',
  '*': 'x',
};

/** Read from the router's own drawing of its tree, so that a route is here as soon as it is there. */
export function routesOf(app: FastifyInstance): Route[] {
  const routes: Route[] = [];
  const branch: string[] = [];
  for (const line of app.printRoutes({ commonPrefix: true }).split('\n')) {
    const [, indent = '', piece, methods = ''] =
      /^((?:│ {3}| {4})*)(?:├|└)── (\S+)(?: \(([A-Z, -]+)\))?$/.exec(line) ?? [];
    if (piece === undefined) continue;
    branch.splice(indent.length / 4, Infinity, piece);
    const url = branch.join('').replaceAll(/:\w+|\*/g, (name) => GIVEN[name] ?? name);
    for (const method of methods.split(', ').filter((name) => name !== '')) routes.push({ method, url });
  }
  return routes;
}
