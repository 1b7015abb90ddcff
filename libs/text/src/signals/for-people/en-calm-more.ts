/** English: more questions that a machine may answer. */
export const EN_CALM_MORE = `
# none
Got a text with a code although I wasn't logging in. Oh wait, it was my son on the TV. Is there a TV app manual by the way?
Can you tell me how to block spam callers on my landline?
How do I block the card for the time I'm on holiday and open it again afterwards?
I'd like to freeze my membership for a month, knee operation. Is there a form?
frozen berries box - do they arrive frozen
Police box phone case for Galaxy S23, still available?
Is the fire alarm battery a 9V or AA?
Emergency roadside add-on: what's included for 4 euro a month?
First aid kit, which one complies with DIN 13164 for cars?
The knife set: do you check the age on delivery? My neighbour will be opening the door.
Do you have poison-free ant traps? We have a toddler and a dog.
I'm dying to know when the spring collection comes out!
This cake mix is to die for. Do you have it in bigger bags?
Killer deal on the sneakers, is it valid till Sunday midnight?
Dead pixel check: is there a tool in your monitor software?
My battery is dead after two years of good service. Which model do I buy for the X200?
Deadline question: till when must I order to get it before Christmas?
We'd like to host an escape game with the theme "Prison Break". Do you rent costumes?
Threat report PDF from your antivirus: how do I schedule it for Mondays?
How do I sue... sorry, "use" the coupon, autocorrect! It says not valid for shoes.
My name is Sue Barlow and I can't find my order confirmation, the order was placed about 8 pm.
Hi, Justice here (that's my first name). How can I change the profile photo?
What's the press contact? We write about gadgets for a local paper and want a sample picture.
Steam press iron: what's its weight?
Can a journalist get a free trial longer than 7 days? I want to write a comparison of note apps.
Newspaper subscription, weekend only, how much in Ireland?
Does the authority letter template come in Word?
I need to give my wife authority to use the account. Is there a form for this?
Consumer test mode for the API, where are the keys?
How do I unsubscribe my work address but keep the private one?
please take my old mail off the list, i have new one now: same name at gmail
Take me through the first setup, I'm 71 and patient :)
Stop sending paper bills please, email will do. How do I set it?
Could I stop the auto-renewal now and still use the thing until August?
I've signed up twice by mistake with two emails. Can they be merged into one?
Please end the Netflix bundle, keep the fiber. Nothing wrong, we simply don't watch.
I'd go down from Gold to Silver next month. Will my playlists stay?
Moving abroad for a year, so what happens with my number if I don't top up?
Last payment for the gym app is in May, correct? I gave notice in April and got a nice confirmation.
Does the price stay 9.90 after the first year?
I read about new prices from July. Do they affect old customers like me?
Is a one-time purchase possible instead of subscription?
What's this 12 euro on my card from "PADL*NIMBUS"? I guess it's the yearly app plan, only want to be sure.
You took 4.99 on the 1st and the receipt says 30th. Which date should I put in my books?
Charged fully in 40 minutes, amazing. Can I leave the power bank plugged in overnight?
Who's in charge of the workshop timetable? I want to change from Tues to Weds.
Is there a charge for a second router?
Free of charge delivery from what sum?
What is the minimum to withdraw from the affiliate wallet?
My affiliate link, does it count also when people buy from the mobile app?
How do I claim the domain in Search Console, I need to add a TXT record, right?
Claim code on the scratch card is hard to read: K7? or KZ? What can I do?
Baggage claim: which belt do your transfer drivers wait at in Malaga?
Our travel insurance is included, isn't it? Where do I see what it covers for skiing?
Can I add a suitcase to booking LMQ4T for the way home only?
The flight was moved by 25 minutes, fine with us. Does the shuttle know?
Is breakfast from 7 already? We leave early on Sunday.
May we bring a small dog to the cabin? She's calm and old.
Can I change the traveller's name from Jon to Jonathan before check in?
Do I need visa for a layover of 5 hours in Doha, with Ukrainian passport
Which seat rows have extra legroom on the coach to Zagreb?
Is the lake house bookable for one night in November?
Where do I pick up the rental bikes, the map pin is in the water, haha.
Please resend the voucher for the Segway tour, I deleted the mail.
Our DNS changed two hours ago and the old page still appears. Do we just wait?
Which nameservers do I set for a domain bought at another place?
How to install free SSL for the subdomain shop
Can I have PHP 8.3 on the shared plan?
error 413 when i upload a video of 300mb, what is the limit
Cron job ran twice last night, any idea? Not important, just odd.
How can I restore Tuesday's backup to a staging copy?
Is there planned maintenance this weekend? We launch on Sunday.
Ping from Chile is 240 ms. Do you have a location nearer?
Would you move my WordPress from my present host, and what does it cost?
What does "suspended: inactive" next to my test server mean? I hadn't used it for half a year so it makes sense.
Does the database have an audit log for user actions?
How do I rotate an API token without downtime?
Webhook gives 401, I think my secret is old. Where do I get another?
Zapier or Make, which one do you recommend for sending rows to Sheets?
Exporting contacts gives strange letters instead of ä and ö. What encoding should I choose?
CSV import stops at row 1000. Is it the plan limit?
I can't find how to give read only access to our auditor.
The graph in the report is empty for February, though the table has numbers. Minor thing.
App closes by itself when I tap on the camera. Pixel 6, latest update.
On iPad the keyboard covers the Save button... is there a trick?
Since the update the font is tiny. How to make it bigger, my eyes are not 20 any more.
Sound lags behind the picture on Chromecast, a known thing?
No internet in the kitchen but OK in the bedroom. Would a repeater help, and do you sell it?
Is the outage in Tallinn over? The map is still red.
When will the technician come on Wednesday, before or after noon?
How do I find my PUK? Grandma entered the PIN three times wrong.
Can I keep my number when coming to you from another operator?
How many minutes to Poland are in the 15 euro bundle?
voicemail - how off
The invoice for fibre mentions "line lease". What's that?
May I pay by SEPA mandate rather than card?
I'd prefer to pay on the 15th, when my pension arrives. Can the date be shifted?
Do you accept cash on delivery?
My card expired last month, new one in hand. Where do I type it in?
Payment didn't go through, message "3DS timeout". Try again or wait?
Invoice 778 was paid Monday, still marked as open. Sending you the proof, could you tick it off?
Hello, we've received a payment reminder but it crossed with our transfer. Nothing to do on our side, right?
I'd like my receipts in one zip, is it possible?
Wonderful support last week, thanks Ana! Now, how do I add a second currency?
Thank you, it works. Does the same trick apply to the web version?
Super, parcel's here. Where do I register the guarantee for the mixer?
How long is the warranty on the office chair and does it cover gas springs?
Spare part for coffee grinder, model CG2, the little lid. Do you have?
Is the table solid oak or veneer?
will the blender make soup, hot one i mean
What's the inside length of the rain boots in 34?
Are the candles vegan?
Washing advice for the linen cover please, label got cut off.
When's the pale pink yarn back in stock? I have half a cardigan waiting.
Is your shop in Cork open on bank holidays, and is there parking?
Can I collect my order myself instead of delivery?
Do you have a vacancy for a junior tester? I could send a CV.
My club wants 30 printed shirts, what would the price per shirt be?
I represent a school in Nairobi; do you have classroom licences?
We're an agency with eight clients. Is white label available, and on what terms?
Could you quote for a logo and a one-page site? Budget about 900.
When may I expect the first sketches of the brochure?
I approved the wrong version of the banner by accident, please use B. Sorry!
Please find the signed contract enclosed. Is a scan enough or do you want the original by post?
Should the acceptance act be signed by the director, or is the accountant's signature fine?
How may I change the contact person in our contract from Mr Vos to Ms de Jong?
What information do I need to fill in to open a business account? Company is two months old.
How do I hide my phone number from other users in the marketplace?
Can I make my profile private so only friends see the workouts?
Where do I choose which notifications I get? The evening ones wake the baby.
My son is 13, may he have his own card under my account?
Hi, is the kids' profile limited in any way? Bedtime lock would be great.
Where do I change my time zone, meetings are showing up one hour late.
I noticed I'm still Mrs in your letters, I'd rather be Dr. Can this be edited?
Forgot which email I registered with. Is there a way to check by phone number?
Good day, what is your postal address for sending back the modem?
Two-line question: is there an Android widget, and does it show the balance?
How do I set a spending alert, say for anything above 100?
Just checking whether you got my form from yesterday, the screen went white after Send.
No problem at all, only wondering how the points are counted: per order or per euro?
`;
