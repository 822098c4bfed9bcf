/** Plain reads of the proxy, as any client makes them. */

export async function getJson(url: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url);
  return { status: response.status, body: await response.json() };
}

export async function getText(url: string): Promise<string> {
  return (await fetch(url)).text();
}
