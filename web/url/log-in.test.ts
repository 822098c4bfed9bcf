import { describe, expect, it } from 'vitest';
import { logInPath, nextOf } from './log-in.ts';

const nextIn = (path: string): string => nextOf(new URL(path, 'http://localhost').searchParams);

describe('where a log-in leads', () => {
  it.each([
    '/',
    '/clusters/prod?at=2026-11-20T03:12:07Z&theme=dark',
    '/wall/lab?rotate=10s#x',
    '/clusters/a%2Fb',
  ])('is where one was: %s', (path) => {
    expect(nextIn(logInPath(path))).toBe(path);
  });

  it.each([
    '',
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '\n//evil.example',
    ' //evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'clusters/prod',
    '@evil.example',
    '/login',
    '/login?next=%2Flogin',
    '/./login',
  ])('is never elsewhere, nor the log-in itself: %j', (next) => {
    expect(nextIn(logInPath(next))).toBe('/');
  });

  it('is ours whatever dots there are', () => {
    expect(nextIn(logInPath('/..//evil.example'))).toBe('/');
    expect(nextIn(logInPath('/a/..//evil.example'))).toBe('/');
  });

  it('is the start where nothing is said', () => {
    expect(nextIn('/login')).toBe('/');
  });
});
