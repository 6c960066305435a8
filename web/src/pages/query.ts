import type { Page } from "./page.ts";
export const query: Page = async () => ({ title: "" });
