import type { Page } from "../pages/page.ts";
export const explorer: Page = async () => ({ title: "" });
