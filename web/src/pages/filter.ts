import type { Page } from "./page.ts";
export const filter: Page = async () => ({ title: "" });
