/** A browser as far as a provider needs one: it keeps cookies, follows redirects, and fills in forms. */

export type Visitor = {
  /** Logs in at a provider that has the pages of oidc-provider's development; gives where that leads back to. */
  logIn(url: string, name: string): Promise<URL>;
  /** Gives up instead. */
  abort(url: string): Promise<URL>;
};

/** `home`: the origin that a provider leads back to; nothing of it is asked. */
export function createVisitor(home: string): Visitor {
  const cookies = new Map<string, string>();

  const go = async (url: URL, form?: Record<string, string>): Promise<{ url: URL; page: string }> => {
    if (url.origin === home) return { url, page: '' };
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      ...(form !== undefined && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get('location');
    const page = await response.text();
    return location === null ? { url, page } : go(new URL(location, url));
  };
  const formOn = ({ url, page }: { url: URL; page: string }): URL => {
    const [, action] = /<form[^>]* action="([^"]+)"/.exec(page) ?? [];
    if (action === undefined) throw new Error(`there is no form at ${url.pathname}: ${page.slice(0, 300)}`);
    return new URL(action, url);
  };

  return {
    async logIn(start, name) {
      let at = await go(new URL(start));
      while (at.url.origin !== home) {
        const prompt = at.page.includes('name="login"') ? 'login' : 'consent';
        at = await go(formOn(at), { prompt, ...(prompt === 'login' && { login: name, password: 'any' }) });
      }
      return at.url;
    },
    async abort(start) {
      const at = await go(new URL(start));
      const [, action = ''] = /href="([^"]*abort)"/.exec(at.page) ?? [];
      return (await go(new URL(action, at.url))).url;
    },
  };
}
