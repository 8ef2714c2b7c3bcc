export const sitePort = Number(process.env.BORROWLAB_TEST_PORT ?? 47311);
export const hostPort = sitePort + 1;
// The site again, from a server that says nothing about other origins.
export const barePort = sitePort + 2;
export const site = `http://localhost:${sitePort}/`;
export const host = `http://127.0.0.1:${hostPort}/`;
export const bare = `http://localhost:${barePort}/`;
