/** What people tell of themselves and of the day around their questions in English mails, and what stands below their names. */
export const FILLERS_PEOPLE_EN = `
I am seventy-two years old and not used to these things.
I am a student of biology in my second year.
I am a retired teacher and live alone.
I am a nurse and work nights.
I am a single mother of two.
I live in a small village near the border.
I come from Portugal and have lived here for three years.
I moved here in autumn to study.
We moved to this city in April.
My husband usually takes care of such things.
My daughter set up this mailbox for me.
My son helps me type this.
My grandmother asked me to write to you for her.
I sing in a choir on Thursdays.
I volunteer at the animal shelter at weekends.
I coach the youth team of our football club.
I am the secretary of our tennis club.
I chair the parents' association of our school.
We are a charity that helps refugees.
We are a parish of about six hundred people.
We are about thirty members.
We run a guest house with eight rooms.
Our studio makes furniture from old wood.
I am a freelance translator.
I work from home as a designer.
I drive a lorry and am rarely at home.
I run the office of a law firm.
I look after purchasing for the hospital.
I am new in the finance team.
I have been a client of yours for more than six years.
I have been with you since I was eighteen.
I have used you for ages.
We have been happy users since last summer.
Long-time customer, first-time writer.
Big fan of what you do.
I love the new look of your site.
Your team has always treated me well.
You were so kind to me last time.
Last time it all went very smoothly.
Your last answer was very clear and helpful.
It all looks fine now.
That worked, it is all good now.
The parcel with the samples arrived safely.
It arrived this morning.
No problem at all.
Glad to hear that.
Sounds good.
Great to hear from you.
Good to see you at the fair.
It was a pleasure to meet you in Berlin.
It was good to catch up over lunch.
We spoke briefly after your talk.
We talked on the phone on Monday.
You may remember me from the workshop.
It is me again.
This is Robert again.
Karen here from the bakery.
Mike here.
It is Mrs. Brown from the primary school.
My name is Sanjay Mehta and I have been a customer for some years.
My name is Ingrid and I write from Norway.
I am Dr. Keller from the clinic in the park.
Allow me to introduce myself.
I am contacting you in my role as head of purchasing.
I write in my capacity as trustee of the estate.
I act for the owner of the company.
I found your address on the back of the brochure.
A neighbour told me about you.
I heard of you on the radio.
I saw your stand at the market.
It is a lovely sunny day here.
It is raining cats and dogs here.
The snow has finally melted.
What a week it has been.
I hope the weather is better where you are.
I hope the summer treats you kindly.
I hope you had a nice Easter.
I hope you had a good bank holiday.
I trust you are keeping well.
I trust this finds you in good health.
Hope your week is going well.
Hope you are all having a good Monday.
We just came back from three weeks of camping.
We were away over Christmas and had a wonderful time.
I have just come back from parental leave.
I am on the train, so this is short.
I am typing this with one hand.
Sorry for the typos, I am on my phone.
English is not my first language.
I am from Italy, so excuse my mistakes.
I hope I explain it well enough.
I shall be brief.
Now to the reason why I write.
Anyway, here is what I wanted to ask.
So here goes.
One thing only.
Just one thing.
Just checking in.
A little question from me.
No rush on this.
No great hurry, whenever somebody has a moment.
Whenever it suits you.
Take all the time you need.
Thanks ever so much.
You are a star!
Bless you all.
Thank you and God bless.
Have a blessed day.
Have a lovely weekend, everyone.
Hugs to all.
Lots of love
Warmest wishes
Talk soon
Catch you later
One for you from a client.
Passing this along to the right team.
One of our staff sent me this.
I got this from a member of ours.
The mail below came to the wrong inbox.
A visitor of our shop asks this.
My wife wrote this, she has no access herself.
I was asked to send this on.
Here is her mail.
Here is the text.
As promised, here it is.
Caution: this mail comes from outside our company.
Do not open attachments from people you do not know.
Think before you print.
My working days are Monday to Thursday.
I work part-time and answer on Tuesdays.
Treasurer, Hill Walking Club
Trustee and volunteer
Partner, Solicitor
Bachelor of Science, Year 2
Fully insured, free quotes
Gas and water, day and night
Family business since 1962
Find us on the map
Follow our page for news
Winner of the regional prize
Be the change you want to see.
Life is short, eat dessert first.
Be still and rejoice.
This mail is a service of our help centre.
Sent with a secure mail service.
`;
