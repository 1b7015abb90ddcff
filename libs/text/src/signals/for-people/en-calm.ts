/** English: questions that a machine may answer, many in words that stand in grave letters, too. */
export const EN_CALM = `
# none
How do I delete a draft I started yesterday? It just sits there in the list.
Hi, where can I find my personal account number? The bank wants it for the standing order.
Can I charge my phone with your 65W charger or will it be too strong for an old iPhone 8?
I'd like to claim my discount from the newsletter, the code SPRING12 goes where exactly?
Good morning. Is a data export to Excel possible on the Basic plan, or only on Pro?
Please put the legal name "Hartmann & Söhne KG" on the invoice for March, thank you.
what % is the agent commission for a two-room flat
Do you have the court shoes size 38 in navy? The site only shows beige.
How to stop the music on the landing page of my site, the one from your template Nova.
Which command do I use to kill a process on the VPS? I have a node script that eats memory.
Looking for the police clearance template you mentioned in the visa checklist, the link gives 404.
I opened my details page and the postcode field is greyed out. Where do I edit it?
Card ordered on the 3rd, still nothing in the mailbox. Roughly how many days does it take to Portugal?
My new card arrived!! how do i switch it on
What rate do you use for dollars to zloty on weekends?
Topped up 50 euros by bank transfer this morning, when should I see it in the app?
Sent 300 to my sister in Manila on Tuesday, the status says "on its way". Is that normal for the Philippines?
Could you kindly explain the line "service 1.99" on my January statement? Just curious what it covers.
daily limit for atm pls
I forgot the four digits for my card, is there a way to look them up or do I need to set fresh ones?
I've lost my card somewhere between the gym and home, already froze it in the app. How do I order another one?
Payment for the hotel shows as pending since Monday. When does it usually settle?
Hello, I need statements for the whole of last year as PDF, one per month. Where are they kept?
Can you send the act of completed works together with the invoice? Our bookkeeper likes both.
How long is delivery to the Isle of Skye?
The boots pinch a bit. How do I send them back, and do I print the label myself?
What are your rules on returns for swimwear? Haven't opened the packet yet.
We're moving on the 14th. How do I change the address for the box so the next one goes to the new flat?
I got married, so my surname is now Okafor-Lindqvist. What do you need from me to update it?
New phone number since yesterday, old SIM doesn't work anymore, how can i put the new one for login codes
Our contract year ends in June and we'd like the closing documents for the accountants, whenever convenient.
Small bug: the date picker shows Sunday twice in Firefox 126.
Is the mail server down right now or is it just me? Webmail gives 502 since ten minutes.
Does your tool talk to HubSpot, and if yes is it one way or both?
I would like to add two colleagues. Is it priced per seat or per team?
Just started the trial, lovely so far. Does it turn into a paid plan by itself on day 14?
r u open on easter monday?
Thanks a lot for the quick parcel! One question, can the wool jumper go in the dryer?
I think I'll take a break over the summer, the boxes are great but we're away. Can I pause till September?
Hi all, please end my plan at the close of this month, I finished my course and don't need it anymore. It was a good time!
Too many newsletters for my taste, once a month would be perfect. Where's that setting?
Who are you exactly? A friend gave me the link and I don't quite understand what the company does.
Where is your office, and can I come by with my laptop on Thursday?
We run a small bike blog in Ghent and would love to become a partner. Whom should I write to?
How do I switch the language from German to English in the settings?
Dear Sir or Madam, may I enquire whether the senior tariff is still available to new subscribers? I am 78 and only make calls.
yo can i use the esim in turkey
My granddaughter set up the internet for me and now the little light is orange. Is orange good?
I wonder if the annual plan is cheaper than paying monthly, and by how much.
Which plan do I need for 3 sites and about 40 GB of pictures?
Please what is the difference between Standard and Plus card? I travel sometimes to Ghana.
Password reset mail doesn't arrive, checked spam as well. Could you trigger it again?
I can log in on the laptop but not on the tablet, says wrong code. Same code!
Good evening, the authenticator was on my old phone. How do I move it to the new one?
Is it possible for two people to share one login or does that break something?
What does "KYC level 2" mean and which papers would I upload for it?
The app wants a selfie with my passport, can it be a driving licence instead?
Can I raise the monthly ceiling for online purchases? Buying a sofa for 2,400 next week.
Does it cost anything to take cash out in Vietnam?
There's a 0.50 item called "FX markup" next to my coffee in Oslo. Could you tell me how that's worked out?
Apple Pay: is my card supported? The plus button is missing.
How can i see the full number of virtual card, i only see last four
I'm changing banks this summer, so what IBAN should I give my employer for the salary?
A transfer from Revolut, sent 9:40, not in yet. No rush, only want to know the usual time.
Can I cancel a scheduled payment before Friday? It's the one to my landlord, he already got cash.
My landlord asks for a proof of payment with stamp. Do you issue those?
How do I download a tax statement for the 2023 year
The invoice has our old VAT number, DE2987… could you reissue with the new one?
Our finance dept. requires a PO number on each invoice. Where may we enter it?
Kindly issue the bill to the company and not to me as private person. Details attached.
Hello from Lisbon. Is the price on the page with or without VAT for Portuguese firms?
Do you offer a discount for charities? We're a cat shelter with five volunteers.
Student price? I study in Kraków, have a valid card until October.
I put a wrong house number on order 20417. It should be 12b, not 12. Has it left yet?
Do you ship to Malta, and what would a 9 kg parcel cost?
tracking says "at depot" since 2 days, is it coming tomorrow maybe?
Could the courier leave the package with my neighbour, Mrs Bell at number 6?
I bought the lamp as a present. Can you leave out the price slip and add a card saying "Happy 60th Dad"?
Ordered M, would like L instead. Swap possible without sending twice?
The mug came in blue while I picked green, honestly the blue is nice too. Can I keep it and order a green one with it?
How many days have I got to change my mind about the headphones?
When will my money for the returned kettle come back on the card? I posted it on Friday, so no hurry.
Refund times: is it 3 days or 5 days for PayPal? Your FAQ gives both.
Is the refund policy the same for sale items?
Do I get a refund of the deposit automatically after I send back the router?
Gift voucher, 40 pounds, does it run out?
Can I pay half with the voucher and the remaining half by card?
I want to kill two birds with one stone and renew both domains today. Can they go in one payment?
How do I drop a table in the sandbox database? It was only for practice.
The script hangs, how to terminate the session from the panel?
Please, which button removes a photo from the gallery? I uploaded my cat twice.
Where do I erase old backups? They take up 12 gigs.
I'd like to wipe the demo content and begin with an empty shop, is there one click for that?
How do I remove a former employee from the workspace but keep her files?
Can the tool delete duplicates from a contact list by itself?
After deleting a task by accident, can I get it back from the bin?
Is there any way to remove the background from product pictures in your editor?
Can I get personalised stickers, "Personal Trainer Dave", about 200 pieces?
How to turn on two step for my personal cabinet.
Personal colour analysis voucher: which salon in Leeds takes it?
I need the data sheet for the pump DX-40, thanks.
What is the data allowance in Switzerland? Is it included in EU roaming?
Mobile data is slow since I moved to the third floor. Is there some setting I can try?
GDPR banner template: how do I change the colour of the Accept button on my website?
We need a cookie notice for our site. Does your builder include a GDPR one in Dutch?
Do you sell the book "GDPR for Small Shops", paperback edition?
Our DPO is asking where the servers are located. Frankfurt, right?
Is there a standard data processing agreement we could sign? It's for our supplier folder.
Do you have a course for paralegals, something with a lawyer as teacher? My niece is interested.
I design a site for a lawyer in Bath; is there a suitable theme with a booking form?
The template "Law Firm 3" shows grey boxes where pictures should be. Cache?
Tennis court booking widget: can it handle two courts with different prices?
How far is the apartment from the Court Hotel? We plan to walk.
Do you deliver to 5 Courtyard Mews, W2? The checkout doesn't find the street.
Legal size paper, 500 sheets, in stock?
Where can I set "legal" as paper format when printing labels?
How is your company called officially? My bookkeeper needs legal form and register number.
What are the requirements for the agent licence course, and does it start in autumn?
I am an estate agent and would like to put your listings feed on my homepage. Is there an API?
The mail user agent on my old Mac can't connect with IMAP. Which port should I use?
Do we get agent seats for the help desk in the Team tier or are they extra?
Cleaning agent for suede, the 250 ml one: is it fine for light colours?
Is there a real person I may ring on Saturdays, or is it office days only? Nothing urgent.
Is the "human resources" module included in Starter?
What type of human hair brush do you recommend for extensions?
I'm talking to a robot, right? Fine by me, just tell me how to reset the vacuum robot to factory state.
Your chat bot was helpful. Can it also read my meter number from a photo?
Manager role vs. editor role, what can each one see?
May I have my account manager's email? I misplaced her card, was it Julia?
Could I speak about sponsoring with someone on your marketing side in the coming weeks?
Do you have a complaint form template for restaurants in your document pack?
Where's the review section? I'd like to leave five stars for the courier called Mehmet.
Can I write a review without giving my full name?
Love the app. Any plans for a dark mode?
The dispute resolution game you sell, is it for kids from eight up?
Chargeback reports: in which menu are those for merchants? I'd like to see last quarter's, it's zero I think.
I run a little store through your payments. How are payouts scheduled, weekly or daily?
What does the "reserve" row mean in the payout report?
Is there a fraud filter I can set for orders from abroad, and does it cost extra?
Webinar "How to spot a scam call": is it still on for the 22nd?
`;
