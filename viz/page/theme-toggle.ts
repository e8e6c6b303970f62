/**
 * Light or dark: the system's choice until the reader takes the other one. Nothing is stored: the file stays a file.
 */
export function connectThemeToggle(): void {
  const button = document.getElementById('theme-toggle');
  if (button === null) return;
  const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => {
    const chosen = document.documentElement.dataset.theme;
    return chosen === undefined ? systemIsDark.matches : chosen === 'dark';
  };
  const label = () => {
    button.textContent = isDark() ? 'Light' : 'Dark';
    button.setAttribute('aria-label', `Switch to ${isDark() ? 'light' : 'dark'} colours`);
  };
  button.addEventListener('click', () => {
    document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
    label();
  });
  systemIsDark.addEventListener('change', label);
  button.hidden = false;
  label();
}
