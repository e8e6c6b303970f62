/**
 * The programs that the measurement needs, and how to get those that are missing: Apache and nginx from
 * Debian's packages, a C compiler.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface Programs {
  readonly apache: string;
  readonly nginx: string;
  /** Folder of Apache's modules. */
  readonly modules: string;
  /** Folder of shared libraries that came with unpacked packages; `null` with installed ones. */
  readonly libraries: string | null;
}

const HOW = `Apache and nginx are Debian packages: install apache2-bin and nginx (the servers need not be enabled; this starts its own on ports 20080 to
20120), or unpack them without installing:
  apt-get download apache2-bin libapr1 libaprutil1 nginx nginx-common
  for package in *.deb; do dpkg -x "$package" DIRECTORY; done
and name the directory with --root DIRECTORY.`;

/**
 * Below `root`, which is `/` for installed packages.
 *
 * @throws Error that says what is missing and how to get it
 */
export function findPrograms(root: string): Programs {
  const apache = join(root, 'usr/sbin/apache2');
  const nginx = join(root, 'usr/sbin/nginx');
  const modules = join(root, 'usr/lib/apache2/modules');
  const missing = [
    ...(existsSync(apache) && existsSync(modules) ? [] : ['apache2-bin']),
    ...(existsSync(nginx) ? [] : ['nginx']),
    ...(hasCompiler() ? [] : ['gcc and libc6-dev']),
  ];
  if (missing.length > 0) throw new Error(`missing: ${missing.join(', ')}\n${HOW}`);
  const libraries =
    root === '/' ? null : join(root, `usr/lib/${process.arch === 'x64' ? 'x86_64' : 'aarch64'}-linux-gnu`);
  return { apache, nginx, modules, libraries };
}

function hasCompiler(): boolean {
  try {
    execFileSync('cc', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
